// Loads the whole knowledge base and proves it; a library with a fault is not given out.
import type { InstrumentVector, InteractionVector, ScheduleVector } from '../../contract.ts';
import type { Review } from '../../rules/content.ts';
import type { FormDefinition, FormItem } from '../../rules/form.ts';
import type { Instrument } from '../../rules/instrument.ts';
import type { InteractionRules } from '../../rules/interaction.ts';
import type { MedicineList } from '../../rules/medicine.ts';
import { contentFault, type ContentFault } from '../../rules/proof/fault.ts';
import { proveForm } from '../../rules/proof/prove-form.ts';
import { proveInstrument } from '../../rules/proof/prove-instrument.ts';
import { proveInteractions, proveMedicines, proveRanges } from '../../rules/proof/prove-lists.ts';
import { proveSchedule } from '../../rules/proof/prove-schedule.ts';
import { proveStatus } from '../../rules/proof/prove-status.ts';
import type { ValueRange, ValueRanges } from '../../rules/ranges.ts';
import type { VaccineSchedule } from '../../rules/vaccine-schedule.ts';
import { contentHash } from './content-hash.ts';
import { formSchema, type FormFile } from './form-schema.ts';
import { instrumentSchema, vectorSchema } from './instrument-schema.ts';
import { readShelf, type ReadContent } from './read-folders.ts';
import { interactionsSchema, interactionVectorSchema, medicinesSchema, rangesSchema } from './rules-schema.ts';
import { scheduleSchema, scheduleVectorSchema } from './schedule-schema.ts';

export interface Library {
  instruments: (ReadContent<Instrument, InstrumentVector> & { combinations: number })[];
  forms: ReadContent<FormDefinition, never>[];
  interactions: ReadContent<InteractionRules, InteractionVector>[];
  medicines: ReadContent<MedicineList, never>[];
  ranges: ReadContent<ValueRanges, never>[];
  schedules: ReadContent<VaccineSchedule, ScheduleVector>[];
}

export function readLibrary(root: URL): { library: Library; faults: ContentFault[] } {
  const shelves = {
    instruments: readShelf(root, {
      folder: 'instruments',
      file: 'instrument.json',
      schema: instrumentSchema,
      vectorSchema,
    }),
    tables: readShelf(root, { folder: 'tables', file: 'decision.json', schema: instrumentSchema, vectorSchema }),
    forms: readShelf(root, { folder: 'forms', file: 'form.json', schema: formSchema }),
    interactions: readShelf(root, {
      folder: 'interactions',
      file: 'rules.json',
      schema: interactionsSchema,
      vectorSchema: interactionVectorSchema,
    }),
    medicines: readShelf(root, { folder: 'medicines', file: 'medicines.json', schema: medicinesSchema }),
    ranges: readShelf(root, { folder: 'ranges', file: 'ranges.json', schema: rangesSchema }),
    schedules: readShelf(root, {
      folder: 'schedules',
      file: 'schedule.json',
      schema: scheduleSchema,
      vectorSchema: scheduleVectorSchema,
    }),
  };
  const faults = Object.values(shelves).flatMap((shelf) => shelf.faults);
  const note = (name: string, found: readonly ContentFault[]): void => {
    for (const fault of found) faults.push({ ...fault, where: `${name}: ${fault.where}` });
  };
  const instruments = [...shelves.instruments.read, ...shelves.tables.read].map((one) => {
    const proof = proveInstrument(one.content, one.vectors, countingReviews(one));
    note(nameOf(one.content), proof.faults);
    return { ...one, combinations: proof.combinations };
  });
  const values = new Map(
    shelves.ranges.read.flatMap(({ content }) => content.ranges.map((range) => [range.key, range] as const)),
  );
  const forms = shelves.forms.read.map((one) => {
    const { form, faults: missing } = withBands(one.content, values);
    note(nameOf(form), [
      ...missing,
      ...proveForm(
        form,
        instruments.map(({ content }) => content),
      ),
      ...proveStatus(form, countingReviews({ ...one, content: form })),
    ]);
    return { ...one, vectors: [], content: form };
  });
  for (const one of shelves.interactions.read)
    note(nameOf(one.content), proveInteractions(one.content, one.vectors, countingReviews(one)));
  for (const one of shelves.medicines.read)
    note(nameOf(one.content), proveMedicines(one.content, countingReviews(one)));
  for (const one of shelves.ranges.read) note(nameOf(one.content), proveRanges(one.content, countingReviews(one)));
  for (const one of shelves.schedules.read)
    note(nameOf(one.content), proveSchedule(one.content, one.vectors, countingReviews(one)));
  return {
    library: {
      instruments,
      forms,
      interactions: shelves.interactions.read,
      medicines: shelves.medicines.read,
      ranges: shelves.ranges.read,
      schedules: shelves.schedules.read,
    },
    faults,
  };
}

const proved = new Map<string, Library>();

/** Throws with every fault: a server does not start on content that was not proved. Once a process: content does not change under it. */
export function loadLibrary(root: URL): Library {
  const known = proved.get(root.href);
  if (known) return known;
  const { library, faults } = readLibrary(root);
  if (faults.length > 0)
    throw new Error(
      `The knowledge base is faulty:\n${faults.map(({ kind, where, detail }) => `${kind} ${where}: ${detail}`).join('\n')}`,
    );
  proved.set(root.href, library);
  return library;
}

/** A review that names another fingerprint was of other content. */
const countingReviews = (one: ReadContent<object, unknown>): Review[] =>
  one.reviews.filter(({ hash }) => hash === undefined || hash === contentHash(one));

const nameOf = ({ id, version }: { id: string; version: string }): string => `${id} ${version}`;

/** Puts the bands of the value ranges into the items that name them; units and codes have to agree. */
function withBands(
  file: FormFile,
  values: ReadonlyMap<string, ValueRange>,
): { form: FormDefinition; faults: ContentFault[] } {
  const faults: ContentFault[] = [];
  const filled = (item: FormFile['sections'][number]['items'][number]): FormItem => {
    if (!('bandsOf' in item) || item.bandsOf === undefined) return item;
    const { bandsOf, ...rest } = item;
    const found = values.get(bandsOf);
    if (!found) faults.push(contentFault('unknown-key', item.key, bandsOf));
    else if (found.unit !== item.unit)
      faults.push(contentFault('units-disagree', item.key, `${item.unit} for ${found.unit}`));
    return { ...rest, bands: found?.bands ?? [] };
  };
  return {
    form: { ...file, sections: file.sections.map((section) => ({ ...section, items: section.items.map(filled) })) },
    faults,
  };
}
