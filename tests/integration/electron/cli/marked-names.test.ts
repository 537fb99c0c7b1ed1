// No patron data where it does not belong, each report read back in one form. Nightly each is read in all of them.

import { describeMarkedNames } from './support/marked-names.ts';

describeMarkedNames({ formatsEach: 1 });
