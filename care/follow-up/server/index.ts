// Front door of follow-up: templates and rounds that ask many people, and reviews of chronic diseases.
import type { Context } from '#platform/kernel/context.ts';
import { systemAccountId } from '#platform/kernel/access/system-actor.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { concernsTypes } from '#foundation/record/server/index.ts';
import { followUpTopic } from '../contract.ts';
import { abnormalValue } from '../order-kinds/abnormal-value.ts';
import { chronicReview } from '../order-kinds/chronic-review.ts';
import type { Template } from '../rules/template.ts';
import { reachDueJob, type Parts, type Telephone } from './parts.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { abnormalValueHooks, hearValues } from './use-cases/abnormal-watch.ts';
import { reachDue } from './use-cases/reach-due.ts';
import { insertTemplate, releaseTemplate } from './store/template.ts';
import { readPermission } from './use-cases/rounds.ts';
import { demoVoice } from './voice/demo-line.ts';
import { openDemoPhones } from './voice/demo-phones.ts';
import type { Voice } from './voice/ports.ts';
import { sayText, type Said } from './voice/say-text.ts';

export interface FollowUp {
  readonly context: Context;
  /** Asks those who are due now; the clock does it every half minute. */
  reachDue(now: Date): Promise<number>;
  /** Plugs in a line, a voice and perhaps an ear for calls by machine: without them none are offered. */
  useVoice(voice: Voice): void;
  /** Calls go to the demo's phones instead of to real ones; `faster` than real time in tests. */
  useDemoPhones(faster?: number): Promise<void>;
  /** Says a text in a call over the plugged line, and hears at most one key; `no-line` where none is plugged. */
  say(phone: string, said: { text: string; times?: number }): Promise<Said>;
  /** Until every call that this server has placed is over. */
  callsEnded(): Promise<void>;
  /** Released templates of a generated county. */
  bulkLoad(load: FollowUpLoad): Promise<void>;
}
export interface FollowUpLoad {
  templates: { templateId: string; orgUnitId: string; template: Template; authorName: string; at: Date }[];
}

export function createFollowUp(given: Omit<Parts, 'telephone'>): FollowUp {
  const telephone: Telephone = { running: new Map(), stopping: new AbortController() };
  const parts: Parts = { ...given, telephone };
  const callsEnded = async () => void (await Promise.all(telephone.running.values()));
  parts.orders.registerKind(chronicReview);
  parts.orders.registerKind(abnormalValue, abnormalValueHooks(parts));
  return {
    reachDue: (now) => reachDue(parts, now),
    useVoice(voice) {
      telephone.voice = voice;
    },
    async useDemoPhones(faster) {
      const { clock } = parts.kernel;
      telephone.phones ??= await openDemoPhones({ newId: () => parts.kernel.newId(), now: () => clock.now() });
      telephone.voice = demoVoice({ host: '127.0.0.1', port: telephone.phones.port }, faster);
    },
    say: async (phone, said) =>
      telephone.voice ? sayText(telephone.voice, phone, said, telephone.stopping.signal) : { outcome: 'no-line' },
    callsEnded,
    bulkLoad: ({ templates }) =>
      parts.kernel.db.tx(async (q) => {
        for (const { template, at, ...row } of templates) {
          await insertTemplate(q, { ...row, definition: template, authorId: systemAccountId, changedAt: at });
          await releaseTemplate(q, { templateId: row.templateId, version: 1, by: systemAccountId, at });
        }
      }),
    context: {
      name: 'follow-up',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      listeners: [
        {
          event: 'record.resource-changed',
          name: 'watch-values',
          concerns: concernsTypes('Observation'),
          hear: (payload) => hearValues(parts, [{ payload }]),
          hearMany: (events) => hearValues(parts, events),
        },
      ],
      jobs: [
        {
          kind: reachDueJob,
          run: async () => {
            await reachDue(parts, parts.kernel.clock.now());
          },
        },
      ],
      schedules: [{ kind: reachDueJob, everySeconds: 30 }],
      liveTopics: [{ name: followUpTopic, permission: readPermission }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      async stop() {
        telephone.stopping.abort();
        await callsEnded();
        await telephone.phones?.close();
      },
    },
  };
}
