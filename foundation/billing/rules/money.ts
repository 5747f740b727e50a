// Yuan as text and fen as whole numbers: money is never a floating-point number.

/** `12.34` of 1234. */
export function yuanText(amountFen: number): string {
  const digits = String(Math.abs(amountFen)).padStart(3, '0');
  return `${amountFen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 1234 of `12.34`, `12.3` or `12`; undefined where it is no amount of money. */
export function fenOf(yuan: string): number | undefined {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(yuan.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined;
}
