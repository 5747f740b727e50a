// Carries a request to a handler that reads and writes HTTP itself (FHIR, streams, files): identity, permission and audit stay the kernel's.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kernel } from '../kernel.ts';
import type { RawEndpoint } from './endpoint.ts';
import { localeOf } from './identity.ts';
import { sendProblem } from './problem-reply.ts';

export function rawHandler(kernel: Kernel, endpoint: RawEndpoint) {
  const { permission } = endpoint;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { actor } = request;
    const locale = actor?.locale ?? localeOf(request);
    if (permission !== 'public') {
      if (!actor)
        return sendProblem(
          reply,
          request.identityProblem ?? { kind: 'unauthenticated', code: 'auth/sign-in-needed' },
          kernel.messages,
          locale,
        );
      if (!kernel.access.holds(actor, permission)) {
        await kernel.audit.recordRead(actor, { action: 'execute', permission, outcome: 'refused' });
        return sendProblem(reply, { kind: 'forbidden', code: 'access/not-permitted' }, kernel.messages, locale);
      }
    }
    const answer = await endpoint.handle(request, reply, actor!, kernel.clock.now());
    if (actor && !endpoint.auditsItself && !actor.span.audited)
      await kernel.audit.recordRead(actor, {
        action: endpoint.method === 'GET' ? 'read' : 'execute',
        permission,
        outcome: 'success',
      });
    return answer;
  };
}
