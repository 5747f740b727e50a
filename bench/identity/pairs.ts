// Pairs of records as two institutions would have written them: half of one person, half of two who are easily taken for one.
import type { Random } from '#apps/county/random.ts';
import type { Particulars } from '#foundation/registry/rules/identity-match/comparable.ts';
import { homophonesOf } from './homophones.ts';
import type { Human } from './population.ts';

export interface Pair {
  one: Particulars;
  other: Particulars;
  /** One human being. */
  same: boolean;
  kind: string;
}

/** Shares of the second record of each pair, as the issue of this bench fixes them. */
const mix = { idMissing: 0.25, idTypo: 0.1, homophone: 0.1, phoneChanged: 0.3, phoneShared: 0.2, addressChanged: 0.2 };
/** Ours: cards that are unknown or were replaced. */
const cards = { unknown: 0.25, replaced: 0.05 };
/** Of all pairs. */
const twinShare = 0.01;

export function* makePairs(people: readonly Human[], count: number, numbers: Random): Generator<Pair> {
  const twins = people.filter(({ twin }) => twin);
  const households = Map.groupBy(people, ({ household }) => household);
  const namesakes = [...Map.groupBy(people, ({ name, sex }) => `${name} ${sex}`).values()].filter(
    ({ length }) => length > 1,
  );
  const bornTogether = [...Map.groupBy(people, ({ birthOn, sex }) => `${birthOn} ${sex}`).values()].filter(
    ({ length }) => length > 1,
  );
  const families = [...households.values()].filter(({ length }) => length > 1);
  const two = (group: readonly Human[]): [Human, Human] => {
    const first = numbers.below(group.length);
    return [group[first]!, group[(first + 1 + numbers.below(group.length - 1)) % group.length]!];
  };
  for (let place = 0; place < count; place++) {
    if (numbers.chance(twinShare)) {
      const one = numbers.pick(twins);
      yield pairOf(one, one.twin!, 'twins', numbers, people);
    } else if (numbers.chance(0.5)) {
      const one = numbers.pick(people);
      yield pairOf(one, one, 'same', numbers, people);
    } else {
      const kind = numbers.weighted([
        ['family', 3],
        ['namesakes', 3],
        ['born-together', 2],
        ['strangers', 2],
      ] as const);
      const [one, other] = two(
        kind === 'family'
          ? numbers.pick(families)
          : kind === 'namesakes'
            ? numbers.pick(namesakes)
            : kind === 'born-together'
              ? numbers.pick(bornTogether)
              : people,
      );
      yield pairOf(one, other, kind, numbers, people);
    }
  }
}

function pairOf(one: Human, other: Human, kind: string, numbers: Random, people: readonly Human[]): Pair {
  return {
    one: { ...registered(one), ...(numbers.chance(cards.unknown) && { healthCard: undefined }) } as Particulars,
    other: written(other, numbers, people),
    same: one === other,
    kind,
  };
}

const registered = ({ name, sex, birthOn, idNumber, healthCard, phone, address }: Human): Particulars => ({
  name,
  sex,
  birthOn,
  idNumber,
  healthCard,
  phone,
  address: `临安区${address}`,
});

/** The record of the second institution. */
function written(human: Human, numbers: Random, people: readonly Human[]): Particulars {
  const record = registered(human);
  const elsewhere = numbers.pick(people);
  const drawn = numbers.next();
  if (drawn < mix.idMissing) delete record.idNumber;
  else if (drawn < mix.idMissing + mix.idTypo) record.idNumber = mistype(human.idNumber, numbers);
  if (numbers.chance(mix.homophone)) record.name = heard(human.name, numbers);
  const phone = numbers.next();
  if (phone < mix.phoneChanged) record.phone = `199${String(numbers.below(100_000_000)).padStart(8, '0')}`;
  else if (phone < mix.phoneChanged + mix.phoneShared) record.phone = human.householdPhone;
  if (numbers.chance(mix.addressChanged)) record.address = `临安区${elsewhere.address}`;
  else if (numbers.chance(0.5)) record.address = `浙江省杭州市临安区${human.address.replace('镇', '镇 ')}`;
  if (numbers.chance(cards.unknown)) delete record.healthCard;
  else if (numbers.chance(cards.replaced))
    record.healthCard = `33B${String(numbers.below(100_000_000)).padStart(8, '0')}`;
  return record;
}

/** One digit replaced, or two neighbours exchanged. */
function mistype(idNumber: string, numbers: Random): string {
  const signs = [...idNumber];
  const place = numbers.below(17);
  if (numbers.chance(0.3) && signs[place] !== signs[place + 1])
    [signs[place], signs[place + 1]] = [signs[place + 1]!, signs[place]!];
  else signs[place] = String((Number(signs[place]) + 1 + numbers.below(9)) % 10);
  return signs.join('');
}

/** One character of the given name as it sounds; a name without one that has a double stays. */
function heard(name: string, numbers: Random): string {
  const signs = [...name];
  const places = signs.flatMap((sign, place) => (place > 0 && homophonesOf(sign).length > 0 ? [place] : []));
  if (places.length === 0) return name;
  const place = numbers.pick(places);
  signs[place] = numbers.pick(homophonesOf(signs[place]!));
  return signs.join('');
}
