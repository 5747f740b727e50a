// Names of the registry's permissions, as screens ask whether the reader holds them.
const named = (name: string): string => `registry.${name}`;

export const mayRegister = named('person.register');
export const mayEdit = named('person.edit');
export const mayReadHousehold = named('household.read');
export const mayReadProxies = named('proxy.read');
export const mayGrantProxies = named('proxy.grant');
export const mayImportResidents = named('person.import');
export const mayImportUnits = named('structure.import');
export const mayImportStaff = named('staff.import');
export const mayMergePeople = named('person.merge');
export const mayAssignVillages = named('team.write');
export const maySubstitute = named('substitution.write');
export const mayReviewOpenedRecords = named('opened-record.review');
