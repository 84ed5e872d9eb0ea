// Small conveniences. Every page reads in full, and every number opens, without this file.
import { offerCopies } from "./copying";
import { offerFilter } from "./filtering";

offerCopies(document);
offerFilter(document);
