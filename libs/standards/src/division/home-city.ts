/** GB/T 2260 code of the city whose registers these are: Ningbo. */
export const HOME_CITY = '330200';
