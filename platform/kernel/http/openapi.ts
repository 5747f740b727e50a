// Describes the typed routes as OpenAPI 3.1, from the same zod schemas that check the requests.
import { z, type ZodType } from 'zod';
import type { Endpoint, RawEndpoint } from './endpoint.ts';

const jsonSchema = (schema: ZodType, io: 'input' | 'output'): object =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });

const problem = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** `/api/people/:personId` -> `/api/people/{personId}`. */
const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

export function openApiDocument(endpoints: readonly (Endpoint | RawEndpoint)[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    if (endpoint.method === 'HEAD' || endpoint.path.includes('*')) continue;
    (paths[templated(endpoint.path)] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tianmu (天目) API',
      version,
      description:
        'Sign in with POST /api/session and send the token as a bearer token. FHIR R4 stands at /fhir (see /fhir/metadata). Repeatable writes take an Idempotency-Key; editable rows need If-Match.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'tianmu_<portal>' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'kind', 'instance'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            instance: { type: 'string' },
            kind: { type: 'string' },
            issues: {
              type: 'array',
              items: {
                type: 'object',
                properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      },
    },
  };
}

function operation(endpoint: Endpoint | RawEndpoint): object {
  const context = endpoint.path.startsWith('/fhir') ? 'fhir' : (endpoint.path.split('/')[2] ?? 'api');
  const summary = endpoint.kind === 'typed' ? endpoint.binding.summary : endpoint.summary;
  const permission = endpoint.kind === 'typed' ? endpoint.binding.permission : endpoint.permission;
  const base = {
    summary,
    tags: [context],
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replace(/[^a-zA-Z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    'x-permission': permission,
    ...(permission === 'public' ? { security: [] } : {}),
  };
  const pathParameters = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  if (endpoint.kind === 'raw')
    return { ...base, parameters: pathParameters, responses: { 200: { description: 'Answer' }, default: problem } };
  const { binding } = endpoint;
  const changes = endpoint.method !== 'GET';
  return {
    ...base,
    parameters: [
      ...pathParameters,
      ...queryParameters(binding.query),
      ...(endpoint.method === 'POST'
        ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 8, maxLength: 128 } }]
        : []),
      ...((binding.needsIfMatch ?? (endpoint.method === 'PUT' || endpoint.method === 'PATCH'))
        ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }]
        : []),
    ],
    ...(changes && binding.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(binding.body, 'input') } },
          },
        }
      : {}),
    responses: {
      200: {
        description: 'Done',
        ...(binding.reply ? { content: { 'application/json': { schema: jsonSchema(binding.reply, 'output') } } } : {}),
      },
      default: problem,
    },
  };
}

function queryParameters(schema: ZodType | undefined): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}
