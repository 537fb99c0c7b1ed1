// `holdfast library --cues`: handling cues of each item type.

import { HandlingCueSchema, type DeskTerms, type HandlingCue } from '../../../shared/circ/model/desk-terms.ts';
import { UsageError } from '../command.ts';

const NEEDS = `--cues takes item types with what is done, such as "dvd=count-discs,never-magnetize; book=desensitize", of ${HandlingCueSchema.options.join(', ')}; or none`;

/** The cues that an option sets; none takes them back. */
export function cuesIn(text: string): DeskTerms['cues'] {
  if (text.trim() === 'none') return undefined;
  const types = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const cues = types.map((part): [string, HandlingCue[]] => {
    const [kind = '', list = '', ...rest] = part.split('=').map((one) => one.trim());
    const parsed = HandlingCueSchema.array()
      .min(1)
      .safeParse(list.split(',').map((one) => one.trim()));
    if (kind === '' || rest.length > 0 || !parsed.success) throw new UsageError(NEEDS);
    return [kind, [...new Set(parsed.data)]];
  });
  if (cues.length === 0) throw new UsageError(NEEDS);
  return Object.fromEntries(cues);
}
