// Whether a telephone number can be called back; mobile and fixed numbers of the mainland (GB/T 37024-2018 writes them so), spaces and hyphens aside.

const mobile = /^(?:\+?86)?1[3-9]\d{9}$/;
const fixed = /^(?:0\d{2,3})?[2-8]\d{6,7}$/;

/** An empty one is none, and that is allowed. */
export function isTelephone(text: string): boolean {
  const digits = text.replaceAll(/[\s-]/g, '');
  return digits === '' || mobile.test(digits) || fixed.test(digits);
}
