// Packets built by hand after the Bluetooth specification, with the traps: failed cuff, kilopascal, kg/L and mol/L.
import { expect, it } from 'vitest';
import { decodeGlucose, decodePressure, sfloat } from './health-device.ts';

const packet = (hex: string) =>
  new DataView(Uint8Array.from(hex.match(/[0-9a-f]{2}/g)!, (byte) => parseInt(byte, 16)).buffer);

it('reads a blood pressure with time, pulse, user and an irregular pulse', () => {
  expect(decodePressure(packet('1e 7800 5000 5d00 ea07 01 02 08 1e 00 4800 01 0400'))).toEqual({
    values: { systolic: 120, diastolic: 80, 'heart-rate': 72 },
    measuredAt: '2026-01-02T08:30:00',
    bodyMoved: false,
    irregularPulse: true,
  });
});

it('turns kilopascal into mmHg', () => {
  // 16.0 kPa = 160 x 10^-1, 10.6 kPa = 106 x 10^-1.
  expect(decodePressure(packet('01 a0f0 6af0 00f0'))?.values).toEqual({ systolic: 120, diastolic: 80 });
});

it('a failed cuff is no value, and a packet that breaks off neither', () => {
  expect(decodePressure(packet('00 ff07 ff07 ff07'))).toBeUndefined();
  expect(decodePressure(packet('1e 7800 50'))).toBeUndefined();
  for (const reserved of [0x07fe, 0x07ff, 0x0800, 0x0801, 0x0802]) expect(sfloat(reserved)).toBeNaN();
  expect(sfloat(0xf0ff + 0)).toBe(25.5);
  expect(sfloat(0x0fff)).toBe(-1);
});

it('reads glucose in mol/L and in kg/L alike', () => {
  // 6.2 mmol/L = 62 x 10^-4 mol/L; 112 mg/dL = 112 x 10^-5 kg/L.
  expect(decodeGlucose(packet('06 0100 ea07 01 02 07 00 00 3ec0 11'))?.values).toEqual({ glucose: 6.2 });
  expect(decodeGlucose(packet('02 0100 ea07 01 02 07 00 00 70b0 11'))?.values).toEqual({ glucose: 6.2 });
  expect(decodeGlucose(packet('00 0100 ea07 01 02 07 00 00'))).toBeUndefined();
});
