// A place that scrolls by itself. It takes the focus, so that the arrow keys can scroll it also where it holds nothing to press.

import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import styles from './scroll-place.module.css';

type ScrollPlaceProps = {
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
  /** Its content stays where it is on the screen as something comes above it. */
  readonly isStill?: boolean;
};

export function ScrollPlace({ label, className, children, isStill = false }: ScrollPlaceProps) {
  const place = useRef<HTMLDivElement>(null);
  useStill(place, isStill);
  return (
    // No element means this; a section would be a landmark of its own. The focus is for the arrow keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div ref={place} role="group" aria-label={label} tabIndex={0} className={`${styles.place} ${className ?? ''}`}>
      {children}
    </div>
  );
}

/** Scrolls by as much as the place itself moves; the row in focus is never left behind its edge. */
function useStill(place: RefObject<HTMLDivElement | null>, isStill: boolean): void {
  useEffect(() => {
    const scrolled = place.current;
    if (!isStill || scrolled === null) return undefined;
    const seen = { top: scrolled.getBoundingClientRect().top };
    const observer = new ResizeObserver(() => {
      const { top } = scrolled.getBoundingClientRect();
      if (top === seen.top) return;
      scrolled.scrollTop += top - seen.top;
      seen.top = top;
      if (scrolled.contains(document.activeElement)) document.activeElement?.scrollIntoView({ block: 'nearest' });
    });
    observer.observe(scrolled);
    return () => observer.disconnect();
  }, [place, isStill]);
}
