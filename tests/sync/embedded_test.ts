import { embeddedStore } from "../support/both_stores.ts";
import { syncSuite } from "./suite.ts";

syncSuite(embeddedStore);
