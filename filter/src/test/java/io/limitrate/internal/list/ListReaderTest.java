package io.limitrate.internal.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.identity.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReaderTest {

  private static List<String> entries(String text) {
    return ListReader.read(text).entries().stream().map(Cidr::toString).toList();
  }

  @Test
  void readsOneRangeALineWithComments() {
    String text =
        """
        # the office
        203.0.113.0/24
        198.51.100.7 # one address

        2001:db8::/32 ; SBL123
        ; the end
        """;

    assertThat(entries(text)).containsExactly("203.0.113.0/24", "198.51.100.7/32", "2001:db8::/32");
    assertThat(ListReader.read(text).badLines()).isZero();
  }

  @Test
  void readsTheLinesOfAnIpset() {
    String text =
        """
        create deny hash:net family inet hashsize 1024 maxelem 65536
        add deny 203.0.113.0/24
        add deny 198.51.100.0/24 timeout 300
        """;

    assertThat(entries(text)).containsExactly("203.0.113.0/24", "198.51.100.0/24");
    assertThat(ListReader.read(text).badLines()).isZero();
  }

  @Test
  void readsTheJsonOfAws() {
    assertThat(
            entries(
                """
                {
                  "syncToken": "1716985341",
                  "prefixes": [
                    { "ip_prefix": "3.2.34.0/26", "region": "af-south-1", "service": "AMAZON" }
                  ],
                  "ipv6_prefixes": [
                    { "ipv6_prefix": "2600:1f00::/24", "region": "eu-west-1", "service": "EC2" }
                  ]
                }
                """))
        .containsExactly("3.2.34.0/26", "2600:1f00::/24");
  }

  @Test
  void readsTheJsonOfGoogleAndAzure() {
    assertThat(
            entries(
                """
                {"prefixes": [
                  {"ipv4Prefix": "8.8.4.0/24"}, {"ipv6Prefix": "2001:4860::/32"}],
                 "values": [{"properties": {"addressPrefixes": ["13.64.0.0/16", "13.65.0.0/16"]}}]
                }
                """))
        .containsExactly("8.8.4.0/24", "2001:4860::/32", "13.64.0.0/16", "13.65.0.0/16");
  }

  @Test
  void readsOneJsonObjectALineAsOfSpamhaus() {
    assertThat(
            entries(
                """
                {"cidr":"1.10.16.0/20","sblid":"SBL256894","rir":"apnic"}
                {"cidr":"1.19.0.0/16","sblid":"SBL434604","rir":"apnic"}
                {"type":"metadata","timestamp":1716985341,"size":74357,"records":2}
                """))
        .containsExactly("1.10.16.0/20", "1.19.0.0/16");
  }

  @Test
  void theMetadataOfSpamhausIsNoBadLine() {
    ListReader.Content read =
        ListReader.read("{\"cidr\":\"1.10.16.0/20\"}\n{\"type\":\"metadata\",\"records\":1}");

    assertThat(read.badLines()).isZero();
    assertThat(read.isCut()).isFalse();
  }

  @Test
  void anExceptionOfAnIpsetIsABadLine() {
    String text =
        """
        add deny 203.0.113.0/24
        add deny 203.0.113.128/25 nomatch
        add deny 203.0.113.64/26 comment "a # b" nomatch
        add deny 198.51.100.0/24 comment "a nomatch b"
        """;

    assertThat(entries(text)).containsExactly("203.0.113.0/24", "198.51.100.0/24");
    assertThat(ListReader.read(text).badLines()).isEqualTo(2);
    assertThat(ListReader.read(text).firstBad())
        .isEqualTo(
            "line 2 \"add deny 203.0.113.128/25 nomatch\": must not have nomatch: list the ranges"
                + " around the exception instead");
  }

  @Test
  void onlyTheFirstIpsetOfAFileCounts() {
    String text = "create one hash:net\nadd one 203.0.113.0/24\nadd two 198.51.100.0/24\n";

    assertThat(entries(text)).containsExactly("203.0.113.0/24");
    assertThat(ListReader.read(text).firstBad())
        .isEqualTo(
            "line 3 \"add two 198.51.100.0/24\": must name the set one, because a list has one"
                + " set");
  }

  @Test
  void aBadLineOfJsonHasNoEntry() {
    ListReader.Content read =
        ListReader.read(
            "{\"cidr\":\"1.10.16.0/20\"}\n{\"cidr\":\"1.19.0.0/16\",}\n{\"ip\":\"1\"}\n");

    assertThat(read.entries()).hasSize(1);
    assertThat(read.badLines()).isEqualTo(2);
    assertThat(read.firstBad())
        .startsWith(
            "line 2 \"{\"cidr\":\"1.19.0.0/16\",}\": must be a JSON object with one of the");
  }

  @Test
  void skipsAndCountsBadLines() {
    ListReader.Content read =
        ListReader.read("203.0.113.0/24\n10.0.0.1/8\nexample.com\n{\"cidr\": 5\n198.51.100.7\n");

    assertThat(read.entries()).hasSize(2);
    assertThat(read.badLines()).isEqualTo(3);
    assertThat(read.firstBad()).startsWith("line 2 \"10.0.0.1/8\": bits behind the prefix");
    assertThat(read.isCut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.0/24\n198.51.",
        "add deny 203.0.113.0/24\nadd deny 198.51.100.0/",
        "{\"cidr\":\"1.10.16.0/20\"}\n{\"cidr\":\"1.19."
      })
  void seesThatATextIsCutOff(String text) {
    assertThat(ListReader.read(text).isCut()).isTrue();
    assertThat(ListReader.read(text).entries()).hasSize(1);
  }
}
