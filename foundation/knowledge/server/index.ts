// Front door of the knowledge base: forms, instruments, interaction rules and medicines, proved when the server starts.
import type { Day } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { FormDefinition } from '../rules/form.ts';
import type { Instrument } from '../rules/instrument.ts';
import type { InteractionRules } from '../rules/interaction.ts';
import type { MedicineList } from '../rules/medicine.ts';
import { loadLibrary } from './content/load-library.ts';
import { endpointsOf, permissions } from './routes.ts';
import { findVersion, inForce } from './use-cases/read-contents.ts';

export interface Knowledge {
  readonly context: Context;
  /** What is in force on a day, the newest version of each. */
  forms(on: Day): FormDefinition[];
  instruments(on: Day): Instrument[];
  interactions(on: Day): InteractionRules | undefined;
  medicines(on: Day): MedicineList | undefined;
  /** The version under which an answer or a result was stored. */
  form(id: string, version: string): FormDefinition | undefined;
  instrument(id: string, version: string): Instrument | undefined;
}

/** Throws where the content on disk is faulty. */
export function createKnowledge(): Knowledge {
  const library = loadLibrary(new URL('../', import.meta.url));
  return {
    context: {
      name: 'knowledge',
      permissions,
      endpoints: endpointsOf(library),
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    forms: (on) => inForce(library.forms, on),
    instruments: (on) => inForce(library.instruments, on),
    interactions: (on) => inForce(library.interactions, on)[0],
    medicines: (on) => inForce(library.medicines, on)[0],
    form: (id, version) => findVersion(library.forms, { id, version })?.content,
    instrument: (id, version) => findVersion(library.instruments, { id, version })?.content,
  };
}
