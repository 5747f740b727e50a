// Shortens names, numbers, phones and addresses for readers who may know that a person exists, not who it is.

/** 王*明, 李*, 欧**峰: the first and, from three characters on, the last stay. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length < 2) return name === '' ? '' : '*';
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}

/** 330***********123X: three first, four last. */
export const maskIdNumber = (idNumber: string): string =>
  idNumber.length < 9
    ? '*'.repeat(idNumber.length)
    : idNumber.slice(0, 3) + '*'.repeat(idNumber.length - 7) + idNumber.slice(-4);

/** 138****5678; a fixed line keeps its area code and last two digits. */
export function maskPhone(phone: string): string {
  if (/^\d{11}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  const dash = phone.indexOf('-');
  return dash < 0 || phone.length < dash + 4
    ? '*'.repeat(phone.length)
    : `${phone.slice(0, dash + 1)}****${phone.slice(-2)}`;
}

/** An address keeps what leads to the village; house and door go. */
export function maskAddress(address: string): string {
  const village = /^.*?(?:村|社区)/.exec(address);
  return village ? `${village[0]}***` : `${[...address].slice(0, 3).join('')}***`;
}
