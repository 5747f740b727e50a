// Front door of the knowledge base: forms, instruments, interaction rules and medicines, proved when the server starts.
import type { Day } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { compileInstrument, type CompiledInstrument } from '../rules/compile-instrument.ts';
import type { FormDefinition } from '../rules/form.ts';
import type { Instrument } from '../rules/instrument.ts';
import type { InteractionRules } from '../rules/interaction.ts';
import type { Audience } from '../rules/signature.ts';
import type { MedicineList } from '../rules/medicine.ts';
import type { VaccineSchedule } from '../rules/vaccine-schedule.ts';
import { loadLibrary } from './content/load-library.ts';
import { endpointsOf, permissions } from './routes.ts';
import { listSignatures } from './store.ts';
import { findVersion, inForce, shownInstruments } from './use-cases/read-contents.ts';
import type { SignatureRow } from './use-cases/signed-contents.ts';

export interface Knowledge {
  readonly context: Context;
  /** What is in force on a day, the newest version of each. */
  forms(on: Day): FormDefinition[];
  instruments(on: Day): Instrument[];
  interactions(on: Day): InteractionRules | undefined;
  medicines(on: Day): MedicineList | undefined;
  /** Every version of a vaccination schedule: `scheduleFor` takes the one for a child. */
  schedules(id: string): VaccineSchedule[];
  /** The version under which an answer or a result was stored. */
  form(id: string, version: string): FormDefinition | undefined;
  instrument(id: string, version: string): Instrument | undefined;
  /**
   * Instruments in force that this audience may be shown, with the status that signatures make of them: to residents
   * only what was checked or signed, to clinicians also drafts and what waits for its table. Results evaluated with them
   * carry that status.
   */
  shownTo(audience: Audience, on: Day): Promise<Instrument[]>;
  /** The same instrument compiled, for batches: gives what evaluateInstrument gives, a hundred times faster. */
  evaluator(id: string, version: string): CompiledInstrument | undefined;
}

const contentFolder = new URL('../', import.meta.url);

/** Reads and proves the content ahead of time, for instance while a database opens; throws as createKnowledge does. */
export const prepareKnowledge = (): void => void loadLibrary(contentFolder);

/** Throws where the content on disk is faulty. Without a kernel it gives the content alone: nobody can sign, nothing is stored. */
export function createKnowledge(kernel?: Pick<Kernel, 'db'>): Knowledge {
  const library = loadLibrary(contentFolder);
  const signatures = async (): Promise<SignatureRow[]> => (kernel ? listSignatures(kernel.db) : []);
  const compiled = new Map<Instrument, CompiledInstrument>();
  return {
    context: {
      name: 'knowledge',
      migrations: kernel && new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(library, signatures, kernel?.db),
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    forms: (on) => inForce(library.forms, on),
    instruments: (on) => inForce(library.instruments, on),
    interactions: (on) => inForce(library.interactions, on)[0],
    schedules: (id) => library.schedules.flatMap(({ content }) => (content.id === id ? [content] : [])),
    medicines: (on) => inForce(library.medicines, on)[0],
    form: (id, version) => findVersion(library.forms, { id, version })?.content,
    instrument: (id, version) => findVersion(library.instruments, { id, version })?.content,
    shownTo: async (audience, on) => shownInstruments(library, await signatures(), audience, on),
    evaluator: (id, version) => {
      const instrument = findVersion(library.instruments, { id, version })?.content;
      if (!instrument) return undefined;
      const made = compiled.get(instrument) ?? compileInstrument(instrument);
      compiled.set(instrument, made);
      return made;
    },
  };
}
