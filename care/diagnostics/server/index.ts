// Front door of diagnostics: studies at the stop, remote reading at the hospital, answers that come back into the visit.
import type { Context } from '#platform/kernel/context.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { readingsTopic, studyKind, type HospitalRow } from '../contract.ts';
import { checkStudy, studyRule } from '../rules/study.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { readingTimes } from './store/reading.ts';
import { projectStudy, writeStudy } from './use-cases/project-study.ts';

export interface Diagnostics {
  readonly context: Context;
  /** When studies of these people were sent out and answered on a day; the caller has checked access. */
  readings: typeof readingTimes;
}

export function createDiagnostics(parts: Parts): Diagnostics {
  const { sync, registry } = parts;
  sync.registerKind({
    kind: studyKind,
    permission: writeStudy,
    readPermission: 'diagnostics.study.read',
    ruleOf: studyRule,
    check: checkStudy,
    project: (q, actor, document, _added, now) => projectStudy(parts, q, actor, document, now),
  });
  sync.registerPack({
    name: 'diagnostics.hospitals',
    permission: 'diagnostics.study.read',
    async rows(q) {
      const hospitals = await registry.organisations(q, { kind: 'hospital' });
      return hospitals.map(({ organisationId, name }) => {
        const row: HospitalRow = { organisationId, name };
        return { kind: 'hospital', id: organisationId, body: row as unknown as FieldValue };
      });
    },
  });
  return {
    readings: readingTimes,
    context: {
      name: 'diagnostics',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      liveTopics: [{ name: readingsTopic, permission: 'diagnostics.reading.read' }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
  };
}
