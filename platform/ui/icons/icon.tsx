// Our own line icons, 24 units wide, drawn with the colour of the text beside them; they never stand without a word.

const paths = {
  home: 'M4 11 12 4l8 7M6 10v9h4v-5h4v5h4v-9',
  record: 'M7 3h8l4 4v14H7zM15 3v4h4M10 12h6M10 16h6',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5',
  plus: 'M12 5v14M5 12h14',
  print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
  speaker: 'M4 10v4h4l5 4V6l-5 4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11',
  stop: 'M7 7h10v10H7z',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-6 8-6s7 2 8 6',
  people:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3 19c.6-3.4 3-5 6-5s5.4 1.6 6 5M16 6a3 3 0 0 1 0 6M17 14c2.2.4 3.6 2 4 5',
  visit: 'M6 4v6a4 4 0 0 0 8 0V4M4 4h4M12 4h4M10 14v2a4 4 0 0 0 8 0v-2M18 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  condition: 'M12 20s-8-5-8-11a4.5 4.5 0 0 1 8-2.5A4.5 4.5 0 0 1 20 9c0 6-8 11-8 11z',
  measurement: 'M3 13h4l2-6 4 11 2-7 1.5 2H21',
  report: 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 15h8',
  medication: 'M5.5 13.5l8-8a4 4 0 0 1 5.5 5.5l-8 8a4 4 0 0 1-5.5-5.5zM9.5 9.5l5.5 5.5',
  immunization: 'M14 4l6 6M17 7l-9 9-4 1 1-4 9-9M8 16l-4 4M11 8l2 2M9 10l2 2',
  procedure: 'M4 20L16 8M13 5l6 6M15 3l6 6M6 14l4 4',
  allergy: 'M12 4l9 16H3zM12 10v5M12 17.5v.5',
  document: 'M6 3h9l4 4v14H6zM15 3v4h4',
  plan: 'M5 5h14v16H5zM5 10h14M9 3v4M15 3v4M9 14l2 2 4-4',
  referral: 'M4 12h14M13 6l6 6-6 6',
  payment: 'M4 7h16v10H4zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM7 12h.5M16.5 12h.5',
  other: 'M12 11v2M7 11v2M17 11v2',
  map: 'M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14',
  list: 'M4 6h.5M4 12h.5M4 18h.5M9 6h11M9 12h11M9 18h11',
  shield: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4',
  accounts: 'M8 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19c.5-3 2.5-4.5 5-4.5S12.5 16 13 19M16 8h5M16 12h5M16 16h5',
  leave: 'M14 4h5v16h-5M4 12h10M10 8l4 4-4 4',
  next: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
  down: 'M5 9l7 7 7-7',
  check: 'M5 12l5 5L19 7',
  close: 'M6 6l12 12M18 6L6 18',
  phone: 'M6 3l3 1 1 4-2 2c1 2.5 3 4.5 5.5 5.5l2-2 4 1 1 3c0 2-1.5 3-3.5 3C10 20 4 13 3.5 7 3.5 5 4.5 3.5 6 3z',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l4 2',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14',
  palette:
    'M12 3a9 9 0 1 0 0 18c2 0 2-1.5 1.5-2.5C12.5 16.5 14 15 16 15h2a3 3 0 0 0 3-3c0-5-4-9-9-9zM8 10v.5M12 7v.5M16 10v.5M8 15v.5',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  language: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  mountain: 'M2 19l7-12 4 6 3-4 6 10zM9 7l-2 5 2 1 2-2',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = '1.25em' }: { name: IconName; size?: string | number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
