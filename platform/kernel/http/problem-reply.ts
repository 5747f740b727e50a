// Answers a problem: RFC 9457 on /api, an OperationOutcome on /fhir, in the reader's language and without personal data.
import type { FastifyReply } from 'fastify';
import type { Problem, ProblemDetails } from '#platform/contract.ts';
import type { Locale } from '../access/actor.ts';
import type { Messages } from '../messages/messages.ts';
import { problemStatus } from './problem-status.ts';

export function problemDetails(
  problem: Problem,
  messages: Messages,
  locale: Locale,
  requestId: string,
): ProblemDetails {
  const key = `problem.${problem.code.replace('/', '.')}`;
  const hint = `${key}.hint`;
  return {
    type: `/problems/${problem.code}`,
    title: messages.render(locale, key, problem.parameters),
    status: problemStatus[problem.kind].status,
    ...(messages.has(hint) ? { detail: messages.render(locale, hint, problem.parameters) } : {}),
    instance: requestId,
    kind: problem.kind,
    ...(problem.issues
      ? {
          issues: problem.issues.map((issue) => ({
            path: issue.path,
            code: issue.code,
            message: String(issue.parameters?.text ?? messages.render(locale, `issue.${issue.code}`, issue.parameters)),
          })),
        }
      : {}),
  };
}

export function operationOutcome(details: ProblemDetails): object {
  const { fhir } = problemStatus[details.kind];
  const issues = details.issues?.map((issue) => ({
    severity: 'error',
    code: fhir,
    details: { text: issue.message },
    ...(issue.path ? { expression: [issue.path] } : {}),
  }));
  const coding = [{ system: 'urn:tianmu:problem', code: details.type.slice('/problems/'.length) }];
  return {
    resourceType: 'OperationOutcome',
    issue: issues ?? [
      {
        severity: 'error',
        code: fhir,
        details: { coding, text: [details.title, details.detail].filter(Boolean).join(' ') },
      },
    ],
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem, messages: Messages, locale: Locale): FastifyReply {
  const details = problemDetails(problem, messages, locale, reply.request.id);
  const retryAfter = problem.parameters?.retryAfterSeconds;
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  void reply.code(details.status);
  return reply.request.url.startsWith('/fhir')
    ? reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify(operationOutcome(details)))
    : reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(details));
}
