// The few signs of the desk, drawn on a 24-pixel grid. They say the same as the word beside them, so readers skip them.

const PATHS = {
  check: 'M4.5 12.5l5 5L19.5 7',
  cross: 'M6 6l12 12M18 6L6 18',
  stop: 'M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2zM12 7.5v6M12 16.6v.4',
  ask: 'M12 3.5l9 16H3zM12 10v4.5M12 17v.3',
  route: 'M4 12h15M13 5.5l6.5 6.5-6.5 6.5',
  shelf: 'M5 4v16M5 20h14M19 4v16M5 12h14M9 12V6.5M12 12V6.5M15.2 12l-1-5.2',
  hold: 'M7 3.5h10v17l-5-4-5 4z',
  foreign: 'M3.5 12a8.5 8.5 0 1017 0 8.5 8.5 0 10-17 0M6 6l12 12',
  look: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13M15.5 15.5L21 21',
  mend: 'M7 10h3V7L6.500 3.500a6 6 0 018 8l6 6a2 2 0 01-3 3l-6-6a6 6 0 01-8-8z',
  wait: 'M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17M12 7.5V12l3 2.5',
  card: 'M3 6h18v12H3zM6 10.5a2 2 0 104 0 2 2 0 10-4 0M5.5 15.5c.7-1.600 4.300-1.600 5 0M14 10h4M14 14h4',
  person: 'M12 4a4 4 0 100 8 4 4 0 000-8M4.500 20.500c.9-4.500 14.100-4.500 15 0',
  undo: 'M9 6L4.500 10.500 9 15M5 10.500h9a5 5 0 010 10h-3',
  lock: 'M6 11h12v9.500H6zM8.500 11V8a3.500 3.500 0 017 0v3',
  gear: 'M12 8.800a3.200 3.200 0 100 6.400 3.200 3.200 0 000-6.400M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M18.400 5.600l-2.200 2.200M7.800 16.200l-2.200 2.200',
  scan: 'M3.500 8V4.500H7M17 4.500h3.500V8M20.500 16v3.500H17M7 19.500H3.500V16M7.500 8.500v7M10.500 8.500v7M13 8.500v7M16.500 8.500v7',
  pause: 'M8.500 5v14M15.500 5v14',
  again: 'M19.500 9A8 8 0 005 8.200M4.500 4v4.500H9M4.500 15A8 8 0 0019 15.800M19.500 20v-4.500H15',
  message: 'M4 5h16v11H9.500L5.500 20v-4H4z',
  slip: 'M6 3.500h12v17l-2-1.500-2 1.500-2-1.500-2 1.500-2-1.500-2 1.500zM9 8h6M9 12h6',
  help: 'M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17M9.700 9.500a2.400 2.400 0 114 1.700c-1.100.9-1.700 1.300-1.700 2.500M12 16.700v.3',
  key: 'M8 8.500a4 4 0 100 7 4 4 0 000-7M11.800 12H21M18 12v3.500M15 12v2.500',
} as const;

export type IconName = keyof typeof PATHS;

type IconProps = { readonly name: IconName; readonly size?: 14 | 16 | 20 | 28 | 36 };

export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size >= 28 ? 2.4 : 2}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none', display: 'block' }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
