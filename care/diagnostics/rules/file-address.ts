// Where the bytes of a study's file are read: ids only, no names.
export const addressOfFile = (personId: string, studyId: string, attachmentId: string): string =>
  `/api/people/${personId}/studies/${studyId}/files/${attachmentId}`;
