// Mobile and fixed-line numbers of mainland China as people type them, brought to one form.

/**
 * `13812345678` for mobiles (eleven digits, 13 to 19), `0571-63722120` for fixed lines (area code, 7 or 8 digits);
 * undefined where it is neither.
 */
export function readPhone(typed: string): string | undefined {
  const text = typed.replace(/[\s()（）.]/g, '').replace(/^(\+|00)86-?/, '');
  const digits = text.replaceAll('-', '');
  if (!/^\d+$/.test(digits)) return undefined;
  if (/^1[3-9]\d{9}$/.test(digits)) return digits;
  // Area codes: three digits 010 and 02x, else four; an abroad prefix drops the zero.
  const withZero = /^[1-9]/.test(digits) && text !== typed.replace(/[\s()（）.]/g, '') ? `0${digits}` : digits;
  const fixed = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/.exec(withZero);
  return fixed ? `${fixed[1]}-${fixed[2]}` : undefined;
}
