// Where a gateway reports: receipts of deliveries and answers of people, each signed as our own requests are.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemClock, type Clock } from '#platform/kernel/clock/clock.ts';
import type { RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { localeOf } from '#platform/kernel/http/identity.ts';
import { sendProblem } from '#platform/kernel/http/problem-reply.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { notSigned } from '../problems.ts';
import { findGateway } from '../store/gateway.ts';
import { hearAnswer } from '../use-cases/hear-answer.ts';
import { takeReceipt } from '../use-cases/take-receipt.ts';
import { isSigned, keyHeader, signatureHeader, timeHeader } from './signature.ts';

export const receiptPath = '/api/message-gateway/receipts';
export const incomingPath = '/api/message-gateway/incoming';
const receipts = z.object({
  receipts: z
    .array(
      z.object({ id: z.uuid(), state: z.enum(['delivered', 'read', 'failed']), why: z.string().max(100).optional() }),
    )
    .min(1)
    .max(500),
});
const incoming = z.object({
  messages: z
    .array(z.object({ id: z.string().min(1).max(100), from: z.string().min(5).max(30), text: z.string().max(1_000) }))
    .min(1)
    .max(100),
});

/** `clock`: of the signatures, see sms-channel.ts. */
export function callbackEndpoints(kernel: Kernel, registry: Registry, clock: Clock = systemClock): RawEndpoint[] {
  const signed = async (request: FastifyRequest): Promise<unknown> => {
    const gateway = await findGateway(kernel.db, 'sms');
    const header = (name: string): string => String(request.headers[name] ?? '');
    const body = typeof request.body === 'string' ? request.body : '';
    if (!gateway?.enabled || header(keyHeader) !== gateway.keyId) return undefined;
    const proof = { at: header(timeHeader), signature: header(signatureHeader), body };
    if (!isSigned(kernel.cipher.decrypt(gateway.sealedSecret), proof, clock.now())) return undefined;
    try {
      return JSON.parse(body) as unknown;
    } catch {
      return null;
    }
  };
  const bound = <Body>(
    path: string,
    summary: string,
    schema: z.ZodType<Body>,
    take: (body: Body, now: Date) => Promise<object>,
  ): RawEndpoint => ({
    kind: 'raw',
    method: 'POST',
    path,
    permission: 'public',
    summary,
    rawBody: true,
    async handle(request: FastifyRequest, reply: FastifyReply, _actor, now) {
      const given = await signed(request);
      if (given === undefined) return sendProblem(reply, notSigned, kernel.messages, localeOf(request));
      const parsed = schema.safeParse(given);
      if (!parsed.success)
        return sendProblem(
          reply,
          { kind: 'invalid', code: 'messaging/not-understood' },
          kernel.messages,
          localeOf(request),
        );
      return reply.type('application/json').send(JSON.stringify(await take(parsed.data, now)));
    },
  });
  return [
    bound(receiptPath, 'Receipts of deliveries, from a gateway', receipts, async (body, now) => {
      let known = 0;
      for (const receipt of body.receipts) if (await takeReceipt(kernel, receipt, now)) known++;
      return { taken: known };
    }),
    bound(incomingPath, 'Answers to texts, from a gateway', incoming, async ({ messages }, now) => {
      for (const message of messages) await hearAnswer(kernel, registry, message, now);
      return { taken: messages.length };
    }),
  ];
}
