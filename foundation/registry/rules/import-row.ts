// Reads rows of the residents' and the staff sheet: Chinese headings, words and dates as clerks write them.
import type { HouseholdRelation, Profession, RegisterPersonBody, RowError, Sex } from '../contract.ts';
import { idNumberCode } from './person.ts';
import { readIdNumber } from './id-number.ts';
import { readPhone } from './phone.ts';
import { readDate } from './search-terms.ts';

type CellFault = Omit<RowError, 'row'>;
export type RowReading<Value> = { ok: true; value: Value } | { ok: false; faults: CellFault[] };
/** A row's cells by heading, as text; empty cells are absent or ''. */
export type SheetRow = Record<string, string | undefined>;

export const residentColumns = [
  '姓名',
  '性别',
  '出生日期',
  '身份证号',
  '电话',
  '村（社区）代码',
  '住址',
  '户编号',
  '与户主关系',
] as const;
export const staffColumns = [
  '姓名',
  '性别',
  '身份证号',
  '电话',
  '机构编号',
  '岗位',
  '职称',
  '专科',
  '执业证书编号',
] as const;

export interface ResidentRow extends Omit<RegisterPersonBody, 'villageId' | 'householdId'> {
  villageCode?: string;
  /** The sheet's own number for a household: rows that share it live together. */
  householdKey?: string;
}
interface StaffRow {
  name: string;
  sex: Sex;
  birthOn?: string;
  idNumber?: string;
  phone?: string;
  organisationCode: string;
  profession: Profession;
  title?: string;
  speciality?: string;
  licenceNumber?: string;
}

const sexWords: Record<string, Sex> = {
  男: 'male',
  女: 'female',
  '1': 'male',
  '2': 'female',
  未知: 'unknown',
  '0': 'unknown',
  '9': 'unknown',
};
/** GB/T 4761 relations to the head of the household, by the words of the household register. */
const relationWords: Record<string, HouseholdRelation> = {
  户主: 'head',
  本人: 'head',
  配偶: 'spouse',
  妻: 'spouse',
  夫: 'spouse',
  子: 'child',
  女: 'child',
  儿子: 'child',
  女儿: 'child',
  长子: 'child',
  次子: 'child',
  长女: 'child',
  次女: 'child',
  儿媳: 'child-in-law',
  女婿: 'child-in-law',
  父: 'parent',
  母: 'parent',
  父亲: 'parent',
  母亲: 'parent',
  孙子: 'grandchild',
  孙女: 'grandchild',
  外孙: 'grandchild',
  外孙女: 'grandchild',
  祖父: 'grandparent',
  祖母: 'grandparent',
  兄: 'sibling',
  弟: 'sibling',
  姐: 'sibling',
  妹: 'sibling',
  其他: 'other',
};
const professionWords: Record<string, Profession> = {
  医生: 'physician',
  医师: 'physician',
  全科医生: 'general-practitioner',
  乡村医生: 'village-doctor',
  护士: 'nurse',
  药师: 'pharmacist',
  技师: 'technician',
  公共卫生: 'public-health',
  急救员: 'paramedic',
  驾驶员: 'driver',
  调度员: 'dispatcher',
  管理: 'administrator',
};

/** The cells of one row with the faults found so far. */
export class Cells {
  readonly faults: CellFault[] = [];
  readonly row: SheetRow;
  constructor(row: SheetRow) {
    this.row = row;
  }
  text(column: string): string | undefined {
    const text = this.row[column]?.normalize('NFKC').trim();
    return text === '' ? undefined : text;
  }
  fault(column: string, code: string, parameters?: CellFault['parameters']): void {
    this.faults.push({ column, code, ...(parameters && { parameters }) });
  }
  required(column: string): string {
    const text = this.text(column);
    if (text === undefined) this.fault(column, 'registry.import-missing');
    return text ?? '';
  }
  word<Value>(column: string, words: Record<string, Value>): Value | undefined {
    const text = this.text(column);
    if (text === undefined) return undefined;
    const value = words[text];
    if (value === undefined) this.fault(column, 'registry.import-unknown-word', { word: text });
    return value;
  }
  identity() {
    const typed = this.text('身份证号');
    if (typed === undefined) return undefined;
    const read = readIdNumber(typed);
    if (read.ok) return read;
    this.fault('身份证号', idNumberCode(read.fault));
    return undefined;
  }
  phone(): string | undefined {
    const typed = this.text('电话');
    const phone = typed === undefined ? undefined : readPhone(typed);
    if (typed !== undefined && phone === undefined) this.fault('电话', 'registry.phone-unreadable');
    return phone;
  }
  finish<Value>(value: Value): RowReading<Value> {
    return this.faults.length > 0 ? { ok: false, faults: this.faults } : { ok: true, value };
  }
}

/** Birth date and sex may be left out where the ID number says them; where both stand they must agree. */
export function readResidentRow(row: SheetRow, today: string): RowReading<ResidentRow> {
  const cells = new Cells(row);
  const name = cells.required('姓名');
  const identity = cells.identity();
  const typedSex = cells.word('性别', sexWords);
  const typedBirth = cells.text('出生日期');
  const readBirth = typedBirth === undefined ? undefined : readDate(typedBirth);
  if (typedBirth !== undefined && readBirth === undefined)
    cells.fault('出生日期', 'registry.import-not-a-day', { word: typedBirth });
  const sex = typedSex ?? identity?.sex;
  const birthOn = readBirth ?? identity?.birthOn;
  if (sex === undefined && cells.text('性别') === undefined) cells.fault('性别', 'registry.import-missing');
  if (birthOn === undefined && typedBirth === undefined) cells.fault('出生日期', 'registry.import-missing');
  if (birthOn !== undefined && birthOn > today) cells.fault('出生日期', 'registry.birth-in-future');
  if (identity && readBirth && readBirth !== identity.birthOn)
    cells.fault('出生日期', 'registry.birth-differs-from-id-number');
  if (identity && typedSex && typedSex !== 'unknown' && typedSex !== identity.sex)
    cells.fault('性别', 'registry.sex-differs-from-id-number');
  const villageCode = cells.text('村（社区）代码') ?? cells.text('村(社区)代码');
  if (villageCode === undefined) cells.fault('村（社区）代码', 'registry.import-missing');
  else if (!/^[1-9]\d{11}$/.test(villageCode)) cells.fault('村（社区）代码', 'registry.import-village-code');
  return cells.finish({
    name,
    sex: sex ?? 'unknown',
    birthOn: birthOn ?? '',
    ...(identity && { idNumber: identity.idNumber }),
    phone: cells.phone(),
    villageCode,
    address: cells.text('住址'),
    householdKey: cells.text('户编号'),
    householdRelation: cells.word('与户主关系', relationWords),
  });
}

export function readStaffRow(row: SheetRow): RowReading<StaffRow> {
  const cells = new Cells(row);
  const name = cells.required('姓名');
  const identity = cells.identity();
  const sex = cells.word('性别', sexWords) ?? identity?.sex ?? 'unknown';
  const organisationCode = cells.required('机构编号');
  const profession = cells.word('岗位', professionWords);
  if (cells.text('岗位') === undefined) cells.fault('岗位', 'registry.import-missing');
  return cells.finish({
    name,
    sex,
    birthOn: identity?.birthOn,
    idNumber: identity?.idNumber,
    phone: cells.phone(),
    organisationCode,
    profession: profession ?? 'administrator',
    title: cells.text('职称'),
    speciality: cells.text('专科'),
    licenceNumber: cells.text('执业证书编号'),
  });
}
