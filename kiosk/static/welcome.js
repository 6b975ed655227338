// The first page stands for hours: it is fetched anew now and then, so that it says when the hall
// closes or opens.

import { goTo } from "./leave.js";

const ANEW_EVERY_MS = 60_000;

setTimeout(() => goTo(location.href), ANEW_EVERY_MS);
