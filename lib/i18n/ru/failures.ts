import type { SectionOf } from "../catalogue.ts";
import type { failures as english } from "../en/failures.ts";

/** Что случилось с источником и что делать: по коду причины и, где нужно, по сервису. */
export const failures: SectionOf<typeof english> = {
  unauthorized: "{vendor} не принимает токен доступа",
  unauthorized_fix:
    "Создайте новый токен в {vendor} и вставьте его здесь или задайте в настройках.",
  unauthorized_fix_chatwoot:
    "Скопируйте токен администратора из профиля Chatwoot. Если токен верен, прокси может отбрасывать заголовок api_access_token: включите underscores_in_headers в nginx.",
  unauthorized_fix_linear:
    "Создайте личный ключ API в настройках безопасности Linear. Прежний мог истечь или быть отозван.",
  unauthorized_fix_attio:
    "Создайте токен доступа в настройках разработчика Attio. Прежний мог быть удалён.",
  forbidden: "{vendor} отказывает в доступе",
  forbidden_fix: "Дайте токену недостающие права или возьмите другой.",
  forbidden_fix_chatwoot: "Нужен тариф с доступом к API и токен администратора.",
  wrong_account: "В {vendor} нет такого аккаунта",
  wrong_account_fix: "Проверьте, к какому аккаунту относится токен.",
  wrong_account_fix_chatwoot: "Номер аккаунта есть в адресе Chatwoot: /app/accounts/ЧИСЛО/.",
  redirected: "Адрес {vendor} ведёт на другой адрес",
  redirected_fix: "Укажите адрес, который отвечает сам. Токен дальше не передаётся.",
  unreachable: "{vendor} недоступен",
  unreachable_fix:
    "Проверьте адрес и доступ к нему с сервера. Уже прочитанное сохранено, синхронизация продолжится сама.",
  timeout: "{vendor} не ответил вовремя",
  timeout_fix: "Синхронизация повторит попытку сама.",
  server_error: "У {vendor} неполадки",
  server_error_fix: "Синхронизация повторит попытку сама.",
  rate_limited: "{vendor} ограничивает частоту запросов",
  rate_limited_fix: "Синхронизация продолжится, когда лимит позволит.",
  breaker_open: "Запросы к {vendor} приостановлены после повторных сбоев",
  breaker_open_fix: "Они возобновятся сами, когда сервис ответит.",
  not_json: "Вместо данных {vendor} прислал веб-страницу",
  not_json_fix:
    "Проверьте адрес: он должен вести в сам {vendor}, а не на страницу входа или прокси.",
  unexpected_shape: "Ответ {vendor} имеет неожиданный вид",
  unexpected_shape_fix: "Проверьте, что адрес ведёт в API {vendor} поддерживаемой версии.",
  clock_skew: "Часы {vendor} и наши расходятся",
  clock_skew_fix:
    "Настройте время по NTP. Данные не теряются: синхронизация следует часам {vendor}.",
  not_administrator: "Это не токен администратора",
  not_administrator_fix:
    "Он видит только свои каналы. Нужен токен администратора; до тех пор здесь ничего не удаляется.",
  missing_scopes: "Токену не хватает прав",
  missing_scopes_fix: "Добавьте токену недостающие права в {vendor}.",
  too_many_suspects: "Многих строк больше не видно в {vendor}, они сохранены",
  too_many_suspects_fix:
    "Проверьте, видит ли токен всё нужное. Если строки удалены на самом деле, запустите полную синхронизацию.",
  token_unreadable: "Сохранённый токен не удаётся расшифровать",
  token_unreadable_fix: "Верните прежнее значение SECRET_KEY или вставьте токен заново.",
  internal: "Синхронизация не удалась у нас, а не в {vendor}",
  internal_fix: "Причина записана в журнале.",
  invalid_address: "Это не адрес",
  invalid_address_fix: "Напишите его в виде https://хост, с портом, если он необычный.",
  private_address: "Это адрес частной сети",
  private_address_fix:
    "Если {vendor} действительно там, добавьте хост и порт в CONNECTOR_HOSTS и перезапустите.",
  host_not_allowed: "Подключаться к этому хосту нельзя",
  host_not_allowed_fix: "Добавьте его в CONNECTOR_HOSTS и перезапустите.",
  no_secret_key: "Токены хранятся зашифрованными, а ключ не задан",
  no_secret_key_fix:
    "Задайте SECRET_KEY (не короче 32 символов, одинаковый во всех процессах) и перезапустите.",
  already_connected: "Этот аккаунт уже подключён",
  already_connected_fix: "Замените его токен на странице источников.",
  webhook_exists: "Мгновенные обновления уже включены",
  webhook_exists_fix: "Чтобы зарегистрировать их заново, сначала выключите.",
};
