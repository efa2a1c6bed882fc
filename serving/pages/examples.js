// Requests to try the page on, in its languages.

export const EXAMPLES = {
  en: [
    {
      label: "Mails come back",
      subject: "Mails to customers come back",
      body: "Good morning,\nsince yesterday everything we send to the big free mail providers bounces with \"550-5.7.26 blocked because the sender is unauthenticated\". A colleague added a newsletter service last week. What do we have to change?\nThanks, Robin",
    },
    {
      label: "One in Russian",
      subject: "Белый экран после обновления",
      body: "Здравствуйте! После обновления плагина вместо магазина белый экран, и в админку не зайти. В журнале: Allowed memory size of 134217728 bytes exhausted. Заказы не идут, очень срочно!",
    },
    {
      label: "Two problems in one",
      subject: "certificate + a wrong bill",
      body: "Hello,\nsince lunch the browser calls our shop unsafe, NET::ERR_CERT_DATE_INVALID, on every computer here.\nAnd one more thing: the last invoice charges the backup package twice, please correct it and send a new one.",
    },
    {
      label: "Only thanks",
      subject: "Re: white page",
      body: "Works again, many thanks to all of you for the quick help! You can close this.",
    },
    {
      label: "A pizza that did not come",
      subject: "my order",
      body: "hi, ordered two large pizzas an hour and a half ago and the rider still isn't here. can you check where he is? we're five hungry people",
    },
  ],
  ru: [
    {
      label: "Письма возвращаются",
      subject: "Письма клиентам возвращаются",
      body: "Добрый день! Со вчерашнего дня всё, что мы отправляем на крупные почтовые службы, возвращается с ошибкой «550-5.7.26 blocked because the sender is unauthenticated». На прошлой неделе коллега подключил рассылку. Что нам поменять?\nСпасибо, Роман",
    },
    {
      label: "По-английски",
      subject: "white screen after update",
      body: "Hello, after a plugin update the shop is just a white page and I can't log in to the admin either. The log says Allowed memory size of 134217728 bytes exhausted. We are losing orders, please hurry!",
    },
    {
      label: "Две проблемы сразу",
      subject: "сертификат и неверный счёт",
      body: "Здравствуйте!\nС обеда браузер называет наш магазин небезопасным, NET::ERR_CERT_DATE_INVALID, на всех компьютерах.\nИ ещё: в последнем счёте дважды указан пакет резервного копирования, исправьте, пожалуйста, и пришлите новый.",
    },
    {
      label: "Просто спасибо",
      subject: "Re: белая страница",
      body: "Всё снова работает, большое спасибо вам всем за быструю помощь! Обращение можно закрыть.",
    },
    {
      label: "Не по адресу",
      subject: "холодно",
      body: "Здравствуйте! Третий день в квартире не топят, батареи ледяные, у нас маленький ребёнок. Когда включат отопление?",
    },
  ],
};
