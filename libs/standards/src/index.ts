export type { Checked, Message, Refusal } from './message/message.js';
export { normaliseText, toHalfWidth } from './text/half-width.js';
export { toSimplified } from './text/simplified.js';
export { pinyin, pinyinInitials } from './pinyin/pinyin.js';
export { checkUscc, organisationCodeOf, usccCheckCharacter } from './identifier/uscc.js';
export { checkOrganisationCode, organisationCodeCheckCharacter } from './identifier/organisation-code.js';
export { checkRegistrationNumber, registrationNumberCheckDigit } from './identifier/registration-number.js';
export { checkTaxNumber } from './identifier/tax-number.js';
export { checkResidentId, residentIdCheckCharacter } from './identifier/resident-id.js';
export {
  checkHkMacauPermit,
  checkPassport,
  checkPermanentResidentCard,
  checkTaiwanPermit,
} from './identifier/travel-documents.js';
export { statedFact, type StatedFact } from './identifier/stated-facts.js';
export { checkArea } from './division/area.js';
export { HOME_CITY } from './division/home-city.js';
export { checkDivision } from './division/division.js';
export { unitInChinese, unitPower } from './unit/unit.js';
export { INDUSTRY_SECTIONS } from './industry/industry-sections.js';
export { divisionLifetime, divisionName, divisionPath } from './division/division-table.js';
export type { DivisionLifetime } from './division/division-lifetime.js';
export { checkIndustry, industryDivisions, industryName, industrySection } from './industry/industry.js';
export { isRealDate } from './date/calendar.js';
export { checkDateFormat, parseDate } from './date/date.js';
export { currencyOf, parseAmount } from './amount/amount.js';
export { checkPhone, normalisePhone } from './phone/phone.js';
export { checkEmail } from './email/email.js';
export { organisationName } from './organisation-name/organisation-name.js';
export type { OrganisationName } from './organisation-name/name-parts.js';
export { normaliseAddress } from './address/address.js';
export { addressWords } from './address/address-words.js';
export { foldName, personName, withoutPadding, withPlainDots, type PersonName } from './person-name/person-name.js';
export { latinLetters } from './text/latin-letters.js';
export { checkCode, codeList, codeListNames } from './code-list/code-list.js';
export {
  addDecimals,
  checkDecimal,
  compareDecimals,
  type Decimal,
  divideDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  subtractDecimals,
  trimDecimal,
} from './decimal/decimal.js';
export {
  checkPeriod,
  FREQUENCIES,
  type Frequency,
  frequencyOf,
  periodBefore,
  periodBounds,
  periodOfDay,
  PERIODS_A_YEAR,
} from './period/period.js';
export {
  coordinateSystem,
  coordinateSystemOfWkt,
  likelySystem,
  servedSystems,
  STORED_SYSTEM,
  type CoordinateSystem,
} from './coordinate/coordinate-system.js';
export { pairOf } from './coordinate/pair-text.js';
export { fromBd09, fromGcj02, toBd09, toGcj02 } from './coordinate/offset-systems.js';
export {
  boxOf,
  DEPTH,
  eachPosition,
  mapPositions,
  polygonsOf,
  type Box,
  type Geometry,
  type GeometryType,
  type Position,
} from './geometry/geometry.js';
export { centreOfArc, mapDrawn, type DrawnGeometry } from './geometry/curves.js';
export { checkGeometry, type CheckedGeometry } from './geometry/check-geometry.js';
export { crossesAntimeridian, geometryUnreadable, type Repair } from './geometry/geometry-findings.js';
export { simplifyLine } from './geometry/simplify-line.js';
export { centreOf, contains, metresBetween, signedArea, squareMetres } from './geometry/measure.js';
export { looksLikeWkt, parseWkt, toWkt, WktSyntax } from './geometry/wkt.js';
export { parseWkb, WkbSyntax } from './geometry/wkb.js';
export { isSound, wound } from './geometry/mend-polygon.js';
export { parseAddress, type ParsedAddress, type Towns } from './address/parse-address.js';
export { nameWords, organisationNames, type NameWords } from './organisation-name/latin-words.js';
export { addressKeys, postcodesOf } from './address/address-keys.js';
export { webAddress } from './web/web-address.js';
