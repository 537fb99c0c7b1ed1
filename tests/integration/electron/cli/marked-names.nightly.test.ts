// No patron data where it does not belong, each report read back in every form.

import { describeMarkedNames } from './support/marked-names.ts';

describeMarkedNames({ formatsEach: 4 });
