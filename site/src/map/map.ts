// The live map, fetched by pages that show one; it is `tahqiqMap.openMap`.
import { openMap } from "./incident_map";

Object.assign(globalThis, { tahqiqMap: { openMap } });
