// Names of the record's permissions, as screens ask whether the reader holds them.
const named = (name: string): string => `record.${name}`;

export const mayExport = named('bulk.export');
export const mayImport = named('bulk.import');
export const mayManageViews = named('view.manage');
export const mayReadResources = named('resource.read');
export const mayWriteResources = named('resource.write');
