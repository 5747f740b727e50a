// Opens the first room that the person may enter.
import { Navigate } from 'react-router';
import { useMe } from '#platform/ui/portal/session.ts';
import { doorsFor } from './bureau-doors.ts';

export function FirstPage() {
  const [first] = doorsFor(useMe().permissions);
  return <Navigate to={first?.to ?? '/interfaces'} replace />;
}
