// Which PINs a device takes: six digits that are neither all the same nor a run.

export type PinFault = 'not-six-digits' | 'too-simple';

export function checkPin(pin: string): PinFault | undefined {
  if (!/^\d{6}$/.test(pin)) return 'not-six-digits';
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  return steps.size === 1 && [0, 1, 9].includes([...steps][0]!) ? 'too-simple' : undefined;
}
