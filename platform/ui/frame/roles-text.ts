// The roles of an account in one line: each role once, with its first place and how many more there are.
import { useTranslation } from 'react-i18next';

interface RoleAt {
  role: string;
  orgUnit: string;
}

export function useRolesText(): (roles: readonly RoleAt[]) => string {
  const { t } = useTranslation();
  return (roles) =>
    [...new Set(roles.map(({ role }) => role))]
      .map((role) => {
        const places = [...new Set(roles.filter((one) => one.role === role).map(({ orgUnit }) => orgUnit))];
        const values = { role: t(`ui.role.${role}`), place: places[0], count: places.length };
        return t(places.length > 1 ? 'ui.roleAtSeveral' : 'ui.roleAt', values);
      })
      .join(' / ');
}
