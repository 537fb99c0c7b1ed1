// Opens the slip of some acts.

import type { ActId } from '../../../shared/core/ids.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { DeskButton } from '../desk-button.tsx';

type SlipButtonProps = {
  readonly acts: readonly ActId[];
  readonly words: string;
  readonly isFirst?: boolean;
  /** False: a press is ignored. */
  readonly isMeant?: () => boolean;
};

export function SlipButton({ acts, words, isFirst = false, isMeant = () => true }: SlipButtonProps) {
  const { slips, view } = useDesk();
  const open = (): void => {
    if (!isMeant()) return;
    void slips.begin(acts.length === 0 ? null : { acts: [...acts] });
    view.setState({ overlay: 'slip' });
  };
  return (
    <DeskButton onPress={open} isFirst={isFirst}>
      {words}
    </DeskButton>
  );
}
