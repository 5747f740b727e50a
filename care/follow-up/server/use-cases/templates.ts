// Templates: written by a doctor, tried out in the browser, released as a version that stays, retired.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { TemplateShown } from '../../contract.ts';
import { checkTemplate, type Template } from '../../rules/template.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, notYours, templateFaulty, templateIdTaken, templateUnknown } from '../problems.ts';
import {
  changeTemplate,
  findTemplate,
  insertTemplate,
  listTemplates,
  releaseTemplate,
  retireTemplate,
  type TemplateRow,
} from '../store/template.ts';

export const readPermission = 'follow-up.template.read';
export const writePermission = 'follow-up.template.write';

const present = (row: TemplateRow, own: ReadonlySet<string>): TemplateShown => ({
  templateId: row.templateId,
  version: row.version,
  template: row.definition,
  authorName: row.authorName,
  changedAt: row.changedAt.toISOString(),
  ...(row.release !== null && { release: row.release, releasedAt: row.releasedAt!.toISOString() }),
  retired: row.retiredAt !== null,
  changed: row.releasedVersion !== null && row.releasedVersion !== row.version,
  mayChange: own.has(row.orgUnitId),
});
/** The own house is always among them: people of a team have no subtree. */
const ownUnits = async ({ kernel }: Parts, actor: Actor): Promise<Set<string>> =>
  new Set([actor.homeUnitId, ...(await kernel.access.unitsOf(actor, writePermission))]);

export async function readTemplates(parts: Parts, actor: Actor): Promise<Result<{ templates: TemplateShown[] }>> {
  const own = await ownUnits(parts, actor);
  const rows = await listTemplates(parts.kernel.db, [...own]);
  return succeed({ templates: rows.map((row) => present(row, own)) });
}

export async function readTemplate(parts: Parts, actor: Actor, templateId: string): Promise<Result<TemplateShown>> {
  const own = await ownUnits(parts, actor);
  const row = await findTemplate(parts.kernel.db, templateId);
  if (!row || (!own.has(row.orgUnitId) && row.release === null)) return fail(templateUnknown);
  return succeed(present(row, own));
}

export async function createTemplate(
  parts: Parts,
  actor: Actor,
  { templateId, template }: { templateId: string; template: Template },
  now: Date,
): Promise<Result<TemplateShown>> {
  const { kernel } = parts;
  const written = await kernel.db.tx(async (q) => {
    const isNew = await insertTemplate(q, {
      templateId,
      orgUnitId: actor.homeUnitId,
      definition: template,
      authorId: actor.accountId,
      authorName: actor.displayName,
      changedAt: now,
    });
    if (isNew) await audit(parts, q, actor, 'create', templateId);
    return isNew || (await findTemplate(q, templateId))?.authorId === actor.accountId;
  });
  return written ? readTemplate(parts, actor, templateId) : fail(templateIdTaken);
}

export async function saveTemplate(
  parts: Parts,
  actor: Actor,
  templateId: string,
  template: Template,
  version: number,
  now: Date,
): Promise<Result<TemplateShown>> {
  const standing = await mine(parts, actor, templateId);
  if (!standing.ok) return standing;
  const saved = await parts.kernel.db.tx(async (q) => {
    const row = { templateId, version, definition: template, authorId: actor.accountId, authorName: actor.displayName };
    if (!(await changeTemplate(q, { ...row, at: now }))) return false;
    await audit(parts, q, actor, 'update', templateId);
    return true;
  });
  return saved ? readTemplate(parts, actor, templateId) : fail(changedMeanwhile);
}

/** Pressed twice, it is released once. */
export async function publishTemplate(
  parts: Parts,
  actor: Actor,
  templateId: string,
  version: number,
  now: Date,
): Promise<Result<TemplateShown>> {
  const standing = await mine(parts, actor, templateId);
  if (!standing.ok) return standing;
  const { definition, version: current } = standing.value;
  if (current !== version) return fail(changedMeanwhile);
  const faults = checkTemplate(definition);
  if (faults.length > 0)
    return fail(templateFaulty(faults.map(({ path, fault }) => ({ path, code: `follow-up.fault.${fault}` }))));
  await parts.kernel.db.tx(async (q) => {
    if (await releaseTemplate(q, { templateId, version, by: actor.accountId, at: now }))
      await audit(parts, q, actor, 'update', templateId);
  });
  return readTemplate(parts, actor, templateId);
}

export async function retire(
  parts: Parts,
  actor: Actor,
  templateId: string,
  now: Date,
): Promise<Result<TemplateShown>> {
  const standing = await mine(parts, actor, templateId);
  if (!standing.ok) return standing;
  await parts.kernel.db.tx(async (q) => {
    await retireTemplate(q, templateId, now);
    await audit(parts, q, actor, 'update', templateId);
  });
  return readTemplate(parts, actor, templateId);
}

async function mine(parts: Parts, actor: Actor, templateId: string): Promise<Result<TemplateRow>> {
  const row = await findTemplate(parts.kernel.db, templateId);
  const own = await ownUnits(parts, actor);
  if (!row || (!own.has(row.orgUnitId) && row.release === null)) return fail(templateUnknown);
  return own.has(row.orgUnitId) ? succeed(row) : fail(notYours);
}

const audit = (
  { kernel }: Parts,
  q: Parameters<Parts['kernel']['audit']['record']>[0],
  actor: Actor,
  action: 'create' | 'update',
  templateId: string,
) =>
  kernel.audit.record(q, actor, {
    action,
    permission: writePermission,
    outcome: 'success',
    object: `FollowUpTemplate/${templateId}`,
  });
