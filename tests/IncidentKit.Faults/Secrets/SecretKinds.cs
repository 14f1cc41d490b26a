using System.Text;
using static IncidentKit.Faults.Secrets.SecretKind;

namespace IncidentKit.Faults.Secrets;

/// <summary>
/// The kinds of secrets that are tried. Those with a form of their own follow the list of rules of gitleaks and the providers of
/// GitHub's secret scanning; the names follow what people call such values.
/// </summary>
public static class SecretKinds
{
    private static readonly SecretKind[] Forms =
    [
        Form("1password-secret-key", "A3-{U6}-{U11}-{U5}-{U5}-{U5}"),
        Form("1password-service-account", "ops_eyJ{M280}"),
        Form("adobe-client-secret", "p8e-{L32}"),
        Form("age-secret-key", "AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L{U26}"),
        Form("airtable-token", "pat{M14}.{H64}"),
        Form("alibaba-access-key", "LTAI{M20}"),
        Form("anthropic-key", "sk-ant-api03-{M93}AA"),
        Form("artifactory-key", "AKCp{M69}"),
        Form("artifactory-reference-token", "cmVmd{M59}"),
        Form("atlassian-token", "ATATT3{M186}"),
        Form("aws-access-key", "AKIA{U16}"),
        Form("aws-temporary-access-key", "ASIA{U16}"),
        Form("aws-bedrock-key", "ABSK{M128}"),
        Form("azure-ad-client-secret", "{M3}8Q~{M34}"),
        Form("clickhouse-cloud-key", "4b1d{M38}"),
        Form("clojars-token", "CLOJARS_{L60}"),
        Form("cloudflare-origin-ca", "v1.0-{H24}-{H146}"),
        Form("databricks-token", "dapi{H32}"),
        Form("digitalocean-pat", "dop_v1_{H64}"),
        Form("digitalocean-oauth", "doo_v1_{H64}"),
        Form("discord-bot-token", "MTIz{M22}.{M6}.{M38}"),
        Form("docker-pat", "dckr_pat_{M27}"),
        Form("doppler-token", "dp.pt.{M43}"),
        Form("duffel-token", "duffel_live_{M43}"),
        Form("dynatrace-token", "dt0c01.{U24}.{U64}"),
        Form("easypost-key", "EZAK{M54}"),
        Form("facebook-page-token", "EAAC{M150}"),
        Form("figma-token", "figd_{M40}"),
        Form("flutterwave-key", "FLWSECK_TEST-{H32}-X"),
        Form("flyio-token", "fo1_{M43}"),
        Form("frameio-token", "fio-u-{M64}"),
        Form("google-api-key", "AIza{M35}"),
        Form("google-oauth-secret", "GOCSPX-{M28}"),
        Form("google-access-token", "ya29.{M120}"),
        Form("github-pat", "ghp_{M36}"),
        Form("github-fine-grained-pat", "github_pat_{M82}"),
        Form("github-app-token", "ghs_{M36}"),
        Form("gitlab-pat", "glpat-{M20}"),
        Form("gitlab-deploy-token", "gldt-{M20}"),
        Form("gitlab-runner-token", "glrt-{M20}"),
        Form("gitlab-runner-registration", "GR1348941{M20}"),
        Form("grafana-service-account", "glsa_{M32}_{H8}"),
        Form("grafana-cloud-token", "glc_{M64}"),
        Form("harness-token", "pat.{M22}.{M24}.{M20}"),
        Form("hashicorp-terraform-token", "{M14}.atlasv1.{M64}"),
        Form("hashicorp-vault-token", "hvs.{M95}"),
        Form("heroku-key", "HRKU-AA{M58}"),
        Form("hubspot-private-app", "pat-na1-{H8}-{H4}-{H4}-{H4}-{H12}"),
        Form("huggingface-token", "hf_{M34}"),
        Form("infracost-key", "ico-{M32}"),
        Form("json-web-token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi{M40}.{M43}"),
        Form("linear-key", "lin_api_{M40}"),
        Form("mailchimp-key", "{H32}-us12"),
        Form("mailgun-key", "key-{H32}"),
        Form("mapbox-secret-token", "sk.eyJ{M60}.{M22}"),
        Form("maxmind-license", "{M6}_{M29}_mmk"),
        Form(
            "microsoft-teams-webhook",
            "https://acme.webhook.office.com/webhookb2/{H8}-{H4}-{H4}-{H4}-{H12}@{H8}-{H4}/IncomingWebhook/{H32}"
        ),
        Form("newrelic-user-key", "NRAK-{U27}"),
        Form("newrelic-license", "{H36}NRAL"),
        Form("notion-token", "ntn_{D11}{M35}"),
        Form("npm-token", "npm_{M36}"),
        Form("nuget-key", "oy2{L43}"),
        Form("octopus-key", "API-{U26}"),
        Form("openai-key", "sk-{M20}T3BlbkFJ{M20}"),
        Form("openai-project-key", "sk-proj-{M74}T3BlbkFJ{M74}"),
        Form("openshift-token", "sha256~{M43}"),
        Form("perplexity-key", "pplx-{M48}"),
        Form("pgp-private-key", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQdGBG{M58}\n-----END PGP PRIVATE KEY BLOCK-----"),
        Form("planetscale-password", "pscale_pw_{M43}"),
        Form("postman-key", "PMAK-{H24}-{H34}"),
        Form("prefect-key", "pnu_{M36}"),
        Form("private-key", "-----BEGIN RSA PRIVATE KEY-----\nMIIEow{M58}\n-----END RSA PRIVATE KEY-----"),
        Form("pulumi-token", "pul-{H40}"),
        Form("pypi-token", "pypi-AgEIcHlwaS5vcmc{M90}"),
        Form("readme-key", "rdme_{L70}"),
        Form("replicate-token", "r8_{M37}"),
        Form("rubygems-key", "rubygems_{H48}"),
        Form("sendgrid-key", "SG.{M22}.{M43}"),
        Form("sendinblue-key", "xkeysib-{H64}-{M16}"),
        Form("sentry-org-token", "sntrys_eyJ{M100}_{M43}"),
        Form("sentry-user-token", "sntryu_{H64}"),
        Form("settlemint-token", "sm_pat_{M16}"),
        Form("shippo-token", "shippo_live_{H40}"),
        Form("shopify-token", "shpat_{H32}"),
        Form("slack-bot-token", "xoxb-{D12}-{D12}-{M24}"),
        Form("slack-app-token", "xapp-1-A{U10}-{D13}-{H64}"),
        Form("slack-webhook", "https://hooks.slack.com/services/T{U10}/B{U10}/{M24}"),
        Form("sonar-token", "squ_{H40}"),
        Form("sourcegraph-token", "sgp_{H40}"),
        Form("square-token", "sq0atp-{M22}"),
        Form("stripe-key", "sk_live_{M24}"),
        Form("stripe-restricted-key", "rk_live_{M24}"),
        Form("stripe-webhook-secret", "whsec_{M32}"),
        Form("supabase-token", "sbp_{H40}"),
        Form("telegram-bot-token", "{D10}:AA{M33}"),
        Form("tailscale-key", "tskey-auth-{M12}-{M32}"),
        Form("twilio-key", "SK{H32}"),
        Form("typeform-token", "tfp_{M44}_{M14}"),
        Form("yandex-key", "AQVN{M36}"),
    ];

    private static readonly SecretKind[] Names =
    [
        .. "DB_PASS,PASSWD,STRIPE_KEY,CONNECTION_STRING,SecretString,PRIVATE_KEY,CLIENT_SECRET,APIKEY,SENTRY_DSN,DEPLOY_TOKEN"
            .Split(',')
            .Select(name => Named(name)),
        .. "SLACK_WEBHOOK_URL,dbPassword,x-api-key,authToken,refresh_token,MasterUserPassword,REDIS_AUTH,ENCRYPTION_KEY,JWT_SECRET"
            .Split(',')
            .Select(name => Named(name)),
        .. "SECRET_KEY_BASE,LICENSE_KEY,PASSPHRASE,PGPASSWORD,MYSQL_PWD,ADMIN_PW,SMTP_PASS,SASL_PASSWORD,credentials,SessionToken"
            .Split(',')
            .Select(name => Named(name)),
        .. "consumerSecret,SAS_TOKEN,sharedAccessKey,DD_APP_KEY,TWILIO_AUTH_TOKEN,APCA-API-SECRET-KEY,WALLET_MNEMONIC,COOKIE_SECRET"
            .Split(',')
            .Select(name => Named(name)),
        Named("AWS_SECRET_ACCESS_KEY", "wJalr{M34}"),
    ];

    private static readonly SecretKind[] Texts =
    [
        Within("url-password", "postgres://app:{M14}@db.internal:5432/orders"),
        Within("url-token-as-user", "https://{M40}@git.internal/acme/jobs.git"),
        Within("proxy-url", "http://svc-proxy:{M12}@proxy.corp.example:3128"),
        Within("connection-string", "Server=db;User Id=sa;Password={M14};Database=orders"),
        Within(
            "azure-storage-connection",
            "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={M86}==;EndpointSuffix=core.windows.net"
        ),
        Within("flag", "run-job --db-password {M14} --port 5432"),
        Within("flag-with-equals", "run-job --token={M14} --port 5432"),
        Within("curl-user", "curl -u svc:{M14} https://api.internal/x"),
        Within("mysql-glued-flag", "mysql -h db -u root -p{M14} orders"),
        Within("basic-header", "Authorization: Basic c3ZjOn{M22}=="),
        Within("bearer-header", "Authorization: Bearer {M40}"),
        Within("api-key-header", "X-Api-Key: {M24}"),
        Within("cookie-header", "Cookie: sessionid={M32}; theme=dark"),
        Within("query-parameter", "GET https://api.internal/bars?symbol=A&api_key={M20}&limit=1"),
        Within("presigned-url", "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature={H64}&X-Amz-Expires=60"),
        Within("presigned-url-token", "https://b.s3.amazonaws.com/k?X-Amz-Security-Token=IQoJb3JpZ2luX2Vj{M120}&X-Amz-Expires=60"),
        Within("azure-sas", "https://acme.blob.core.windows.net/c/b?sv=2024-11-04&sp=r&sig={M43}%3D"),
        Within("encoded-query", "redirect=%2Fhome%3Fpassword%3D{M14}%26x%3D1"),
        Within("name-value-pair", "env [{\"name\": \"DB_PASS\", \"value\": \"{M14}\"}] loaded"),
        Within("json-in-text", "payload {\"user\":\"svc\",\"password\":\"{M14}\"} sent"),
        Within("xml-element", "<login><user>svc</user><password>{M14}</password></login>"),
        Within("yaml-pair", "- name: API_TOKEN\n  value: {M20}\n"),
        new("base64-json", KnownBy.Text, null, Base64Json),
        Within("docker-auth", "{\"auths\":{\"reg.internal\":{\"auth\":\"c3ZjOn{M24}\"}}}"),
        Within("npmrc", "//registry.npmjs.org/:_authToken={M36}"),
        Within("netrc", "machine api.internal login svc password {M14}"),
        Within(
            "sigv4-echo",
            "The Authorization header was AWS4-HMAC-SHA256 Credential=AKIA{U16}/20260129/us-west-2/ecs/aws4_request, Signature={H64}"
        ),
    ];

    /// <summary>Kinds that were tried last, when the others were found.</summary>
    private static readonly SecretKind[] Later =
    [
        Form("contentstack-token", "cs{H30}"),
        Form("checkout-key", "sk_{L27}"),
        Form("ionic-token", "ion_{L42}"),
        Form("persona-key", "persona_production_{M36}"),
        Form("zuplo-key", "zpka_{M32}_{H8}"),
        Form("paddle-key", "pdl_live_apikey_{L26}_{M22}_{M3}"),
        Form("volcengine-key", "AKLT{M44}"),
        Form("elevenlabs-key", "sk_{H48}"),
        Form("aiven-password", "AVNS_{M19}"),
        Form("cockroach-key", "CCDB1_{M22}_{M40}"),
        Form("launchdarkly-key", "sdk-{H8}-{H4}-{H4}-{H4}-{H12}"),
        Form("mandrill-key", "md-{M22}"),
        Form("asana-token", "1/{D16}:{H32}"),
        Form("bitbucket-server-token", "BBDC-{M44}"),
        Form("xendit-key", "xnd_production_{M48}"),
        Form("trello-token", "ATTA{H64}"),
        Named("vault_unseal_key"),
        Named("INGRESS_BASIC_AUTH"),
        Named("spring.datasource.password"),
        Named("TF_VAR_service_role_key", "{M40}"),
        Within("oracle-connection", "jdbc:oracle:thin:app/{M14}@db.internal:1521/orders"),
        Within("html-input", "<input type=\"hidden\" name=\"password\" value=\"{M14}\">"),
        Within("docker-run", "docker run -e DB_PASSWORD={M14} -e STAGE=prod acme/job"),
        Within("proxy-header", "Proxy-Authorization: Basic c3ZjOn{M22}=="),
    ];

    /// <summary>Nothing tells these from harmless text.</summary>
    private static readonly SecretKind[] Untold =
    [
        Kept("aws-secret-key-without-name", null, "{M40}", "forty characters without a name are also a hash"),
        Kept("hex-key-without-name", null, "{H32}", "32 hex digits are the id of a task"),
        Kept("uuid-key-without-name", null, "{H8}-{H4}-{H4}-{H4}-{H12}", "a UUID is the id of a request or an event"),
        Kept("password-without-name", null, "{M12}", "a word without a name is any word"),
        Kept("prose", null, "tell Ann that the door opens with {M10}", "a sentence names nothing"),
    ];

    /// <summary>All, those that must go first.</summary>
    public static IReadOnlyList<SecretKind> All { get; } = [.. Forms, .. Names, .. Texts, .. Later, .. Untold];

    private static DrawnSecret Base64Json(Random random)
    {
        var core = Text(random, Mixed, 15);
        var json = $$"""{"user":"svc1","password":"{{core}}","port":54321}""";
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
        return new(value, value[..^8]);
    }
}
