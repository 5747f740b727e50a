// The permissions that screens ask for.
export const mayAssess = 'home-care.assessment.write';
export const mayListElders = 'home-care.elder.list';
export const maySeeCoverage = 'home-care.coverage.read';
export const maySetPolicy = 'home-care.policy.write';
export const mayEditCatalogue = 'home-care.catalogue.write';
export const maySeeNurses = 'home-care.qualification.read';
export const mayEnterQualification = 'home-care.qualification.write';
export const maySeeDesk = 'home-care.desk.read';
export const mayVisit = 'home-care.order.visit';
