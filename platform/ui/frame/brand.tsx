// The sign of Tianmu: the mountain with its two lakes, and the name of the door.

export function Brand({ portal }: { portal: string }) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8, fontWeight: 600, whiteSpace: 'nowrap' }}>
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
        <rect width="32" height="32" rx="8" fill="#0B6B57" />
        <path d="M3 24 12 10l5 7 3-4 9 11z" fill="#FFFFFF" />
        <ellipse cx="12" cy="13.5" rx="1.6" ry="1" fill="#0B6B57" />
        <ellipse cx="20.2" cy="16" rx="1.3" ry=".8" fill="#0B6B57" />
      </svg>
      {portal}
    </span>
  );
}
