// Large parts of a page are drawn after its urgent ones were painted, in a frame of their own.

import { startTransition, useEffect, useState } from 'react';

/** The value as of the last frame that was painted. A deferred value alone may still be laid out in the frame of the urgent one. */
export function useAfterPaint<T extends object>(value: T): T {
  const [painted, setPainted] = useState(value);
  useEffect(() => {
    let after: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      after = setTimeout(() => startTransition(() => setPainted(value)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
    };
  }, [value]);
  return painted;
}
