// CDS Hooks over HTTP: what services there are, and their cards for one person; tokens of SMART apps and of our own accounts.
import type { FastifyReply } from 'fastify';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import {
  advicePermission,
  cdsServicesPath,
  hookRequest,
  type Discovery,
  type HookReply,
} from '../../advice-contract.ts';
import type { Advice } from '../advice.ts';
import type { Parts } from '../parts.ts';

/** What an app has to be allowed to read: cards tell of these. */
const told = ['Patient', 'Condition', 'Observation'] as const;

export const adviceEndpoints = (parts: Parts, advice: Advice): RawEndpoint[] => [
  {
    kind: 'raw',
    method: 'GET',
    path: cdsServicesPath,
    permission: 'public',
    summary: 'CDS Hooks: the services',
    handle: async (_request, reply) =>
      reply.send({ services: advice.sources().map(({ service }) => service) } satisfies Discovery),
  },
  {
    kind: 'raw',
    method: 'POST',
    path: `${cdsServicesPath}/:serviceId`,
    permission: advicePermission,
    summary: 'CDS Hooks: cards of one service for one person',
    auditsItself: true,
    async handle(request, reply, actor, now) {
      const { serviceId } = request.params as { serviceId: string };
      const source = advice.sources().find(({ service }) => service.id === serviceId);
      if (!source) return refuse(reply, 404, 'There is no such service.');
      const asked = hookRequest.safeParse(request.body);
      if (!asked.success) return refuse(reply, 400, `${asked.error.issues[0]?.path.join('.')}: not as CDS Hooks asks.`);
      if (asked.data.hook !== source.service.hook)
        return refuse(reply, 400, `This service answers ${source.service.hook}.`);
      const { kernel } = parts;
      const personId = asked.data.context.patientId;
      const allowed = await kernel.access.check(kernel.db, actor, advicePermission, personId, now);
      const isOpen = allowed.ok && told.every((type) => kernel.access.allows(actor, type, 'r'));
      await noteAsking(parts, actor, isOpen ? 'success' : 'refused', serviceId, isOpen ? [personId] : []);
      if (!isOpen) return refuse(reply, 403, 'The token does not open this person.');
      const cards = await source.advise(actor, asked.data, now);
      return reply.send({ cards } satisfies HookReply);
    },
  },
];

async function noteAsking(
  { kernel }: Parts,
  actor: Actor,
  outcome: 'success' | 'refused',
  serviceId: string,
  persons: string[],
): Promise<void> {
  await kernel.audit.recordRead(actor, {
    action: 'execute',
    permission: advicePermission,
    outcome,
    persons,
    object: `CdsService/${serviceId}`,
  });
}
const refuse = (reply: FastifyReply, status: number, message: string) => reply.code(status).send({ message });
