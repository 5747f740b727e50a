// Village, township and county of any node of the organisation tree.

export interface TreeNode {
  unitId: string;
  parentId?: string;
  kind: string;
}
export interface Divisions {
  villageId?: string;
  townshipId?: string;
  countyId?: string;
}

const levels: Record<string, keyof Divisions> = { village: 'villageId', township: 'townshipId', county: 'countyId' };

/** Climbs from the node to the root; a node that is not in the tree lies nowhere. */
export function divisionsOf(unitId: string | undefined, tree: ReadonlyMap<string, TreeNode>): Divisions {
  const found: Divisions = {};
  const seen = new Set<TreeNode>();
  let node = unitId === undefined ? undefined : tree.get(unitId);
  while (node && !seen.has(node)) {
    seen.add(node);
    const level = levels[node.kind];
    if (level) found[level] ??= node.unitId;
    node = node.parentId === undefined ? undefined : tree.get(node.parentId);
  }
  return found;
}
