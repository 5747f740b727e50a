// Check-up packages of a county, by age and sex; the usual ones until it has entered its own.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { usualPackages, type CheckUpPackage } from '../../rules/check-up-package.ts';
import type { PackageBody } from '../../special-visit-contract.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, noCounty, spanRefused } from '../problems.ts';
import { listPackages, savePackage } from '../store/site.ts';
import { countyOf } from './county-of.ts';

export async function packagesOf(parts: Parts, actor: Actor): Promise<CheckUpPackage[]> {
  const county = await countyOf(parts, actor);
  const own = county ? await listPackages(parts.kernel.db, county.countyId) : [];
  // Version 0 says: not stored yet; changing one stores it under its id.
  return own.length > 0
    ? own
    : usualPackages.map((one, index) => ({
        ...one,
        packageId: `00000000-0000-7000-8000-00000000000${index + 1}`,
        version: 0,
      }));
}

export async function savePackageOf(
  parts: Parts,
  actor: Actor,
  packageId: string | undefined,
  body: PackageBody,
  version: number,
): Promise<Result<CheckUpPackage>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  if (body.toYears < body.fromYears) return fail(spanRefused('toYears'));
  const standing = await packagesOf(parts, actor);
  return kernel.db.tx(async (q) => {
    // The first change takes the usual ones over, so that the others stay what they were.
    if (standing.every((one) => one.version === 0))
      for (const one of standing)
        if (one.packageId !== packageId)
          await savePackage(q, county.countyId, { ...one, packageId: kernel.newId(), version: 1 });
    const fresh = packageId === undefined || version === 0;
    const after = { ...body, packageId: fresh ? kernel.newId() : packageId, version: version + 1 };
    if (!(await savePackage(q, county.countyId, after))) return fail(changedMeanwhile);
    await kernel.audit.record(q, actor, {
      action: packageId ? 'update' : 'create',
      permission: 'roving.basis.write',
      outcome: 'success',
      object: `CheckUpPackage/${after.packageId}`,
      version: after.version,
    });
    return succeed(after);
  });
}
