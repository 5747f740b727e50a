// Why the server refused: its words, and each thing that is missing; other failures in the usual words.
import { isFailure } from '#platform/ui/api/failure.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import styles from './fleet.module.css';

export function Refusal({ error }: { error: unknown }) {
  if (error === undefined) return null;
  const told = isFailure(error, 'rule-broken', 'invalid', 'conflict', 'unsupported') ? error.problem : undefined;
  if (!told) return <Failure error={error} />;
  return (
    <div className={styles['refusal']} role="alert">
      <p>
        <span aria-hidden="true">▲ </span>
        <strong>{told.title}</strong>
      </p>
      {told.detail && <p>{told.detail}</p>}
      {told.issues && (
        <ul>
          {told.issues.map((issue) => (
            <li key={issue.path + issue.code}>{issue.message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
