// The 17-digit number of a resident's health record: county 6 + township 3 + village 3 + serial 5.

interface HealthRecordNumber {
  countyCode: string;
  /** Nine digits, county included. */
  townshipCode: string;
  /** Twelve digits, township included. */
  villageCode: string;
  serial: number;
}

/** Undefined where the text is not such a number. The village part is taken as the division code of statistics has it. */
export function readHealthRecordNumber(text: string): HealthRecordNumber | undefined {
  if (!/^[1-9]\d{16}$/.test(text)) return undefined;
  const serial = Number(text.slice(12));
  if (serial === 0 || text.slice(9, 12) === '000') return undefined;
  return {
    countyCode: text.slice(0, 6),
    townshipCode: text.slice(0, 9),
    villageCode: text.slice(0, 12),
    serial,
  };
}

/** Undefined where the village has no 12-digit code or its 99,999 numbers are used up. */
export function makeHealthRecordNumber(villageCode: string, serial: number): string | undefined {
  if (!/^[1-9]\d{11}$/.test(villageCode) || !Number.isInteger(serial) || serial < 1 || serial > 99_999)
    return undefined;
  return villageCode + String(serial).padStart(5, '0');
}
