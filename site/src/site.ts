// Small conveniences. Every page reads in full, and every number opens, without this file.
import { offerCopies } from "./copying";
import { offerFilter } from "./filtering";
import { openTrailsInPlace } from "./trails/trails";

offerCopies(document);
offerFilter(document);
openTrailsInPlace();
