// People of an invented county in households, with twins, namesakes and shared phones, for pairs of records.
import { givenName, surname } from '#apps/county/names.ts';
import type { Random } from '#apps/county/random.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';

export interface Human {
  name: string;
  sex: 'male' | 'female';
  birthOn: string;
  idNumber: string;
  healthCard: string;
  phone: string;
  /** The number that stands with several of the household. */
  householdPhone: string;
  address: string;
  household: number;
  /** Born with another of the household. */
  twin?: Human;
}

const villages = 320;
const regions = ['330112', '330124', '330185', '330106', '341024', '330523'];
const places = '上下大小里外前后东西南北横石长白青金玉龙凤云高平双三';
const grounds = '坑村坞源溪塘岭桥坪田湾山潭坦墩宅庄埠';

export function makePopulation(people: number, numbers: Random): Human[] {
  const names = Array.from({ length: villages }, () => `${numbers.pick([...places])}${numbers.pick([...grounds])}村`);
  const serials = new Map<string, number>();
  let phone = 0;
  let card = 0;
  const newPhone = () =>
    `1${['38', '57', '86', '39', '50'][phone % 5]}${String(10_000_000 + phone++ * 7919).slice(-8)}`;
  const born = (years: number): string => {
    const day = Date.UTC(2026 - years, 0, 1 + numbers.below(365));
    return new Date(day).toISOString().slice(0, 10);
  };
  const human = (
    family: string,
    sex: Human['sex'],
    birthOn: string,
    home: Pick<Human, 'address' | 'household' | 'householdPhone'>,
    region: string,
  ): Human => {
    const key = `${region}${birthOn}${sex}`;
    const serial = serials.get(key) ?? (sex === 'male' ? 11 : 12);
    serials.set(key, serial + 2);
    return {
      ...home,
      name: family + givenName(numbers, sex, Number(birthOn.slice(0, 4))),
      sex,
      birthOn,
      idNumber: makeIdNumber(region, birthOn, serial),
      healthCard: `33A${String(10_000_000 + card++)}`,
      phone: numbers.chance(0.75) ? newPhone() : home.householdPhone,
    };
  };
  const all: Human[] = [];
  for (let household = 0; all.length < people; household++) {
    const region = numbers.weighted([[regions[0]!, 8], ...regions.slice(1).map((one): [string, number] => [one, 1])]);
    const village = numbers.below(villages);
    const home = {
      household,
      householdPhone: newPhone(),
      address: `${numbers.pick(['於潜镇', '昌化镇', '龙岗镇', '天目山镇', '太湖源镇'])}${names[village]}${1 + numbers.below(260)}号`,
    };
    const family = surname(numbers);
    const age = 28 + numbers.below(55);
    all.push(human(family, 'male', born(age), home, region));
    if (numbers.chance(0.8))
      all.push(human(surname(numbers), 'female', born(Math.max(20, age - 4 + numbers.below(8))), home, region));
    const children = numbers.below(3);
    for (let child = 0; child < children; child++) {
      const on = born(Math.max(0, age - 24 - numbers.below(10)));
      const sex = numbers.chance(0.5) ? 'male' : 'female';
      const one = human(family, sex, on, home, region);
      all.push(one);
      if (numbers.chance(0.08))
        all.push(twinOf(one, human(family, numbers.chance(0.75) ? sex : 'female', on, home, region), numbers));
    }
  }
  return all;
}

/** Twins often share a character of their given name, and never the whole of it. */
function twinOf(one: Human, other: Human, numbers: Random): Human {
  const [family, first] = [one.name.slice(0, -2), one.name.at(-2)!];
  if (one.name.length > 2 && numbers.chance(0.5)) other.name = family + first + other.name.at(-1)!;
  while (other.name === one.name) other.name = family + givenName(numbers, other.sex, Number(one.birthOn.slice(0, 4)));
  one.twin = other;
  other.twin = one;
  return other;
}
